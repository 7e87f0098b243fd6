package io.keepsake.provider.gcs;

import com.google.cloud.storage.StorageClass;
import io.keepsake.core.spi.storage.StoreException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How objects are stored.
 *
 * @param partSize bytes sent at once in a resumable upload, and held in memory for that
 * @param resumableThreshold the longest object that goes up in one request
 * @param storageClass the class of new objects; empty for the bucket's own
 */
record GcsUpload(int partSize, long resumableThreshold, Optional<StorageClass> storageClass) {

  private static final int UNIT = 256 << 10;
  private static final long MOST = 1L << 30;

  private static final Map<String, StorageClass> CLASSES =
      Map.of(
          "standard", StorageClass.STANDARD,
          "nearline", StorageClass.NEARLINE,
          "coldline", StorageClass.COLDLINE,
          "archive", StorageClass.ARCHIVE);

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if the part size is no multiple of 256 KiB
   */
  GcsUpload {
    if (partSize < UNIT || partSize % UNIT != 0 || resumableThreshold < 0) {
      throw new IllegalArgumentException("a part size is a multiple of 256 KiB: " + partSize);
    }
  }

  static GcsUpload of(GcsOptions options) throws StoreException {
    long partSize = options.size("part-size", 16 << 20, UNIT, MOST);
    if (partSize % UNIT != 0) {
      throw options.invalid("part-size", "is a multiple of 256 KiB such as 16MiB");
    }
    return new GcsUpload(
        (int) partSize,
        options.size("resumable-threshold", 64 << 20, 0, MOST),
        storageClass(options));
  }

  private static Optional<StorageClass> storageClass(GcsOptions options) throws StoreException {
    Optional<String> text = options.text("storage-class");
    Optional<StorageClass> known = text.map(name -> CLASSES.get(name.toLowerCase(Locale.ROOT)));
    if (text.isPresent() && known.isEmpty()) {
      throw options.invalid(
          "storage-class",
          "is standard, nearline, coldline or archive, not '%s'".formatted(text.get()));
    }
    return known;
  }
}

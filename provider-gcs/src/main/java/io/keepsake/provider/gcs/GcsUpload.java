package io.keepsake.provider.gcs;

import com.google.cloud.storage.StorageClass;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreOptions;
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

  static GcsUpload of(StoreOptions options) throws StoreException {
    long partSize = options.size("part-size", 16 << 20, UNIT, MOST);
    if (partSize % UNIT != 0) {
      throw options.invalidOption("part-size", "is a multiple of 256 KiB such as 16MiB");
    }
    return new GcsUpload(
        (int) partSize,
        options.size("resumable-threshold", 64 << 20, 0, MOST),
        options.choice("storage-class", CLASSES));
  }
}

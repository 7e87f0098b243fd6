package io.keepsake.provider.s3;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreOptions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How objects are stored.
 *
 * @param storageClass the class of all objects; empty for the bucket's own
 * @param encryption what the service encrypts them by; empty for the bucket's own
 * @param kmsKey the service's key for that
 * @param tags tags of all objects
 * @param partSize bytes in a part of a large object
 */
record S3Upload(
    Optional<String> storageClass,
    Optional<String> encryption,
    Optional<String> kmsKey,
    Map<String, String> tags,
    long partSize) {

  /** Larger objects are stored in parts. */
  static final long THRESHOLD = 64L << 20;

  private static final long PART_SIZE = 16L << 20;
  private static final long LEAST_PART_SIZE = 5L << 20;
  private static final int MOST_TAGS = 10;
  private static final Map<String, String> ENCRYPTIONS =
      Stream.of("AES256", "aws:kms", "aws:kms:dsse").collect(Collectors.toMap(s -> s, s -> s));

  /** Copies the tags. */
  S3Upload {
    tags = Map.copyOf(tags);
  }

  static S3Upload of(StoreOptions options) throws StoreException {
    Optional<String> encryption = options.choice("sse", ENCRYPTIONS);
    Optional<String> kmsKey = options.text("sse-kms-key-id");
    if (kmsKey.isPresent() && !encryption.orElse("").startsWith("aws:kms")) {
      throw options.invalidOption("sse-kms-key-id", "belongs to sse aws:kms, which is missing");
    }
    return new S3Upload(
        storageClass(options),
        encryption,
        kmsKey,
        tags(options),
        options.size("part-size", PART_SIZE, LEAST_PART_SIZE, 1L << 30));
  }

  private static Optional<String> storageClass(StoreOptions options) throws StoreException {
    Optional<String> given =
        options.text("storage-class").map(text -> text.toUpperCase(Locale.ROOT));
    if (given.isPresent() && List.of("GLACIER", "DEEP_ARCHIVE").contains(given.get())) {
      throw options.invalidOption(
          "storage-class",
          given.get() + " cannot be read before it is thawed, and a vault reads; use GLACIER_IR");
    }
    return given;
  }

  private static Map<String, String> tags(StoreOptions options) throws StoreException {
    Map<String, String> tags = new TreeMap<>();
    Optional<String> text = options.text("tags");
    if (text.isPresent()) {
      for (String pair : text.get().split(",", -1)) {
        int equals = pair.indexOf('=');
        if (equals < 1 || pair.substring(0, equals).isBlank()) {
          throw options.invalidOption("tags", "is a list such as team=photos,keep=long");
        }
        tags.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
      }
    }
    if (tags.size() > MOST_TAGS) {
      throw options.invalidOption("tags", "holds more than %d tags".formatted(MOST_TAGS));
    }
    return tags;
  }
}

package io.keepsake.provider.s3;

import io.keepsake.core.spi.storage.ObjectName;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * Where in the service the objects are.
 *
 * @param bucket name of the bucket
 * @param prefix what all keys start with: empty, or ending in a slash
 */
record S3Place(String bucket, String prefix) {

  /** Objects of these names are scratch and never listed. */
  static final String SCRATCH = ".keepsake-probe-";

  private static final int MOST_KEY_BYTES = 1_024;

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException if one cannot be right
   */
  S3Place {
    if (!bucket.matches("[A-Za-z0-9][A-Za-z0-9._-]{1,254}")) {
      throw new IllegalArgumentException(
          "'%s' is no bucket's name; write s3://bucket/prefix, the host in the option endpoint and keys in none of them"
              .formatted(bucket));
    }
    int most = MOST_KEY_BYTES - ObjectName.MAX_BYTES;
    if (prefix.getBytes(StandardCharsets.UTF_8).length > most) {
      throw new IllegalArgumentException("its prefix is longer than %d bytes".formatted(most - 1));
    }
    if (!prefix.isEmpty()) {
      new ObjectName(prefix.substring(0, prefix.length() - 1)); // the same rules hold
    }
  }

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException if it names no bucket
   */
  static S3Place of(URI url) {
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException("write ? as %3F and # as %23");
    }
    String bucket = url.isOpaque() || url.getAuthority() == null ? "" : url.getAuthority();
    String path = url.getPath() == null ? "" : url.getPath();
    int start = path.startsWith("/") ? 1 : 0;
    int end = path.endsWith("/") && path.length() > 1 ? path.length() - 1 : path.length();
    return new S3Place(bucket, start >= end ? "" : path.substring(start, end) + "/");
  }

  /** The key of an object. */
  String key(ObjectName name) {
    return prefix + name.value();
  }

  /** A key for a scratch object. */
  String scratchKey() {
    return prefix + SCRATCH + UUID.randomUUID();
  }

  /** The object behind a key; empty if it is none of a store's. */
  Optional<ObjectName> name(String key) {
    if (!key.startsWith(prefix) || isScratch(key.substring(prefix.length()))) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ObjectName(key.substring(prefix.length())));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // such as the empty object that some programs keep for a directory
    }
  }

  /** Whether a name is reserved for scratch objects. */
  static boolean isScratch(String name) {
    return name.startsWith(SCRATCH);
  }

  @Override
  public String toString() {
    String inside = prefix.isEmpty() ? "" : "/" + prefix.substring(0, prefix.length() - 1);
    return "s3://" + bucket + inside;
  }
}

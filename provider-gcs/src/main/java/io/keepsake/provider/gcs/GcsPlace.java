package io.keepsake.provider.gcs;

import io.keepsake.core.spi.storage.ObjectName;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a store's objects are.
 *
 * @param bucket the bucket's name
 * @param prefix what their names in the bucket begin with: empty, or ending with a slash
 */
record GcsPlace(String bucket, String prefix) {

  /** The service allows names of 1,024 bytes. */
  private static final int LONGEST_PREFIX = 1_024 - ObjectName.MAX_BYTES;

  private static final String BUCKET = "[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]";

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException if one cannot be
   */
  GcsPlace {
    if (!bucket.matches(BUCKET)) {
      throw new IllegalArgumentException(
          "'%s' is no name of a bucket, which has 3 to 222 lower-case letters, digits, '-', '_' and '.'"
              .formatted(bucket));
    }
    if (!prefix.isEmpty()) {
      if (!prefix.endsWith("/")) {
        throw new IllegalArgumentException("A prefix ends with a slash: '" + prefix + "'");
      }
      String name = new ObjectName(prefix.substring(0, prefix.length() - 1)).value();
      if (name.getBytes(StandardCharsets.UTF_8).length >= LONGEST_PREFIX) {
        throw new IllegalArgumentException(
            "a prefix has at most %d bytes".formatted(LONGEST_PREFIX - 1));
      }
    }
  }

  /**
   * Reads {@code gs://bucket/prefix}.
   *
   * @throws IllegalArgumentException if the URL is of another form
   */
  static GcsPlace of(URI url) {
    String path = url.getPath();
    if (url.isOpaque()
        || url.getRawAuthority() == null
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      throw new IllegalArgumentException("write gs://bucket/prefix, with ? as %3F and # as %23");
    }
    String trimmed = path == null ? "" : path.replaceAll("^/+|/+$", "");
    return new GcsPlace(url.getRawAuthority(), trimmed.isEmpty() ? "" : trimmed + "/");
  }

  /** An object's name in the bucket. */
  String key(ObjectName name) {
    return prefix + name.value();
  }

  /** The object of that name in the bucket; empty if it is none of ours. */
  Optional<ObjectName> name(String key) {
    if (!key.startsWith(prefix)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ObjectName(key.substring(prefix.length())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "gs://"
        + bucket
        + (prefix.isEmpty() ? "" : "/" + prefix.substring(0, prefix.length() - 1));
  }
}

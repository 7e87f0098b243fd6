package io.keepsake.testkit.gcs;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * A stored object, one generation of it.
 *
 * @param bucket where it is
 * @param name its name
 * @param bytes its content, never changed
 * @param hashes its checksums as the API writes them, by the names of their fields
 * @param generation the number of this content
 * @param created when it was stored
 * @param metadata the fields that its writer gave or a later change set
 */
record GcsObject(
    String bucket,
    String name,
    ByteBuffer bytes,
    Map<String, String> hashes,
    long generation,
    Instant created,
    Map<String, Object> metadata) {

  GcsObject {
    metadata = Map.copyOf(metadata);
  }

  static GcsObject of(
      String bucket,
      String name,
      ByteBuffer bytes,
      long generation,
      Instant created,
      Map<String, Object> metadata) {
    return new GcsObject(bucket, name, bytes, hashes(bytes), generation, created, metadata);
  }

  private static Map<String, String> hashes(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate());
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      md5.update(bytes.duplicate());
      Base64.Encoder base64 = Base64.getEncoder();
      byte[] bigEndian = ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
      return Map.of(
          "crc32c", base64.encodeToString(bigEndian),
          "md5Hash", base64.encodeToString(md5.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  int length() {
    return bytes.remaining();
  }

  String storageClass() {
    return Json.string(metadata, "storageClass", "STANDARD");
  }

  GcsObject with(Map<String, Object> changes) {
    Map<String, Object> merged = new LinkedHashMap<>(metadata);
    merged.putAll(changes);
    return new GcsObject(bucket, name, bytes, hashes, generation, created, merged);
  }

  /** Whether a hold or a retention forbids to delete or replace it. */
  boolean isLocked(Instant now) {
    boolean retained =
        metadata.get("retention") instanceof Map<?, ?> retention
            && retention.get("retainUntilTime") instanceof String until
            && Instant.parse(until).isAfter(now);
    return retained
        || Boolean.TRUE.equals(metadata.get("temporaryHold"))
        || Boolean.TRUE.equals(metadata.get("eventBasedHold"));
  }

  /** The object resource of the API. */
  Map<String, Object> resource() {
    Map<String, Object> resource = new LinkedHashMap<>(metadata);
    resource.put("kind", "storage#object");
    resource.put("id", bucket + "/" + name + "/" + generation);
    resource.put("name", name);
    resource.put("bucket", bucket);
    resource.put("generation", String.valueOf(generation));
    resource.put("metageneration", "1");
    resource.put("storageClass", storageClass());
    resource.put("size", String.valueOf(length()));
    resource.putAll(hashes);
    resource.put("timeCreated", created.toString());
    resource.put("updated", created.toString());
    return resource;
  }
}

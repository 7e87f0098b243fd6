package io.keepsake.provider.s3;

import io.keepsake.core.spi.storage.ObjectContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A checksum that goes with an upload as a header, computed before a byte is sent. The trailers
 * that the SDK would send instead are refused by services older than they are.
 */
enum S3Checksum {
  /** {@code x-amz-checksum-crc32c}: costs next to nothing, and the service keeps it. */
  CRC32C,
  /** {@code Content-MD5}: the oldest and most widely checked, and slow. */
  MD5,
  /** None, for a service that checks neither. */
  NONE;

  private static final int SLICE = 64 << 10;

  /** Base64 of the checksum, as the header wants it. */
  String of(S3Body body) throws IOException {
    return switch (this) {
      case CRC32C -> crc(body);
      case MD5 -> md5(body);
      case NONE -> "";
    };
  }

  /** A checksum that no bytes of this length are likely to have. */
  String wrong() {
    return Base64.getEncoder().encodeToString(new byte[this == MD5 ? 16 : Integer.BYTES]);
  }

  private static String crc(S3Body body) throws IOException {
    CRC32C crc = new CRC32C();
    each(body, crc::update);
    byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String md5(S3Body body) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      each(body, digest::update);
      return Base64.getEncoder().encodeToString(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has MD5", e);
    }
  }

  @FunctionalInterface
  private interface Sink {
    void accept(ByteBuffer bytes);
  }

  private static void each(S3Body body, Sink sink) throws IOException {
    ObjectContent content = body.content();
    Optional<ByteBuffer> buffer = content.buffer();
    if (buffer.isPresent()) {
      sink.accept(buffer.get());
      return;
    }
    byte[] slice = new byte[SLICE];
    try (InputStream in = body.open()) {
      for (int count = in.read(slice); count >= 0; count = in.read(slice)) {
        sink.accept(ByteBuffer.wrap(slice, 0, count));
      }
    }
  }
}

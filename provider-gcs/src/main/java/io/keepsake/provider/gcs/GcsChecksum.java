package io.keepsake.provider.gcs;

import io.keepsake.core.spi.storage.ObjectContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32C;

/** CRC32C as the service writes it: Base64 of its four bytes, the highest first. */
final class GcsChecksum {

  private static final int SLICE = 256 << 10;

  private GcsChecksum() {}

  /**
   * The checksum of a content, which is read once for it unless it is in memory.
   *
   * @throws ContentException if it cannot be read or has not the announced length
   */
  static String of(ObjectContent content) throws IOException {
    CRC32C crc = new CRC32C();
    Optional<ByteBuffer> buffer = content.buffer();
    if (buffer.isPresent()) {
      crc.update(buffer.get());
      return text(crc);
    }
    byte[] slice = new byte[SLICE];
    try (InputStream in = new ContentStream(content)) {
      for (int count = in.read(slice); count >= 0; count = in.read(slice)) {
        crc.update(slice, 0, count);
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("interrupted");
        }
      }
    }
    return text(crc);
  }

  static String text(CRC32C crc) {
    byte[] bytes = ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
    return Base64.getEncoder().encodeToString(bytes);
  }
}

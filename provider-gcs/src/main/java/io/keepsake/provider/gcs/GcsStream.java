package io.keepsake.provider.gcs;

import com.google.api.client.http.HttpResponse;
import io.keepsake.core.spi.storage.BlockInputStream;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The bytes of one object, or of a part of it. A stream that ends too early fails, and a whole
 * object with another checksum fails before its last bytes are handed out.
 */
final class GcsStream extends BlockInputStream {

  private final HttpResponse response;
  private final InputStream in;
  private final String asked;
  private final long expected;
  private final Optional<String> checksum;
  private final GcsErrors errors;
  private final CRC32C crc = new CRC32C();
  private long position;

  GcsStream(
      HttpResponse response,
      String asked,
      long expected,
      Optional<String> checksum,
      GcsErrors errors)
      throws IOException {
    this.response = response;
    this.asked = asked;
    this.expected = expected;
    this.checksum = checksum;
    this.errors = errors;
    InputStream content = response.getContent();
    in = content == null ? nullInputStream() : content;
  }

  @Override
  protected int readBlock(byte[] target, int offset, int length) throws IOException {
    errors.enter(asked);
    int count;
    try {
      count = in.read(target, offset, length);
    } catch (IOException e) {
      throw errors.of(asked, e);
    }
    if (count < 0) {
      requireAll();
      return -1;
    }
    position += count;
    crc.update(target, offset, count);
    if (position == expected) {
      requireChecksum();
    }
    return count;
  }

  private void requireAll() throws StoreException {
    if (expected >= 0 && position != expected) {
      throw errors.of(
          Kind.UNAVAILABLE,
          asked,
          "the connection ended after %d of %d bytes".formatted(position, expected));
    }
    if (position == 0 || expected < 0) {
      requireChecksum();
    }
  }

  private void requireChecksum() throws StoreException {
    if (checksum.isPresent() && !checksum.get().equals(GcsChecksum.text(crc))) {
      throw errors.of(
          Kind.CORRUPT,
          asked,
          "what came has the checksum %s and not %s"
              .formatted(GcsChecksum.text(crc), checksum.get()));
    }
  }

  @Override
  public void close() throws StoreException {
    try {
      response.disconnect();
    } catch (IOException e) {
      throw errors.of("close what was to " + asked, e);
    }
  }
}

package io.keepsake.provider.azure;

import io.keepsake.core.spi.storage.BlockInputStream;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The bytes of one object, or of a part of it, as they come. Once all have come, and before the
 * last of them are handed out, they are compared with the checksum that the service told.
 */
final class AzureReader extends BlockInputStream {

  private final String asked;
  private final AzureConfig config;
  private final BlobBody body;
  private final Md5 md5 = new Md5();
  private final Optional<byte[]> checksum;
  private final long length;
  private ByteBuffer rest = ByteBuffer.allocate(0);
  private long received;

  /**
   * A reader.
   *
   * @param asked for messages
   * @param body where the bytes come from
   * @param length how many the service announced
   * @param checksum their MD5; empty if the service told none
   */
  AzureReader(
      String asked, AzureConfig config, BlobBody body, long length, Optional<byte[]> checksum) {
    this.asked = asked;
    this.config = config;
    this.body = body;
    this.length = length;
    this.checksum = checksum;
  }

  @Override
  protected int readBlock(byte[] target, int offset, int count) throws IOException {
    body.enter();
    while (!rest.hasRemaining()) {
      if (received == length) {
        return -1;
      }
      receive();
    }
    int taken = Math.min(count, rest.remaining());
    rest.get(target, offset, taken);
    return taken;
  }

  @Override
  public int available() {
    return rest.remaining();
  }

  @Override
  public void close() {
    body.close();
  }

  private void receive() throws StoreException {
    rest =
        body.next()
            .orElseThrow(
                () ->
                    config.failure(
                        Kind.UNAVAILABLE,
                        asked,
                        "the connection ended after %d of %d bytes".formatted(received, length)));
    received += rest.remaining();
    if (received > length) {
      throw damaged("more than the %d bytes announced came".formatted(length));
    }
    if (checksum.isPresent()) {
      md5.update(rest);
      if (received == length && !Arrays.equals(checksum.get(), md5.finish())) {
        throw damaged("the bytes that came do not fit the checksum that Azure has of them");
      }
    }
  }

  private StoreException damaged(String problem) {
    rest = ByteBuffer.allocate(0);
    received = Math.min(received, length - 1); // what follows is no silent end
    body.close();
    return config.failure(Kind.CORRUPT, asked, problem);
  }
}

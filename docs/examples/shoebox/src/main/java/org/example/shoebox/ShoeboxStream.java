package org.example.shoebox;

import io.keepsake.core.spi.storage.BlockInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The bytes of an object, or of a part of it. */
final class ShoeboxStream extends BlockInputStream {

  private final FileChannel channel;
  private final String asked;
  private final ShoeboxUse use;
  private long position;
  private long rest;

  ShoeboxStream(FileChannel channel, long position, long count, String asked, ShoeboxUse use) {
    this.channel = channel;
    this.position = position;
    this.rest = count;
    this.asked = asked;
    this.use = use;
  }

  @Override
  protected int readBlock(byte[] target, int offset, int length) throws IOException {
    if (rest == 0) {
      return -1;
    }
    try {
      int wanted = (int) Math.min(length, rest);
      int count = channel.read(ByteBuffer.wrap(target, offset, wanted), position);
      if (count < 0) {
        throw new IOException("its file became shorter");
      }
      position += count;
      rest -= count;
      return count;
    } catch (IOException e) {
      throw use.failure(asked, e);
    }
  }

  @Override
  public void close() throws IOException {
    use.close(channel);
  }
}

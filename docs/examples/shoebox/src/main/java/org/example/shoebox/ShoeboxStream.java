package org.example.shoebox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/** The bytes of an object, or of a part of it. */
final class ShoeboxStream extends InputStream {

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
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0 || rest == 0) {
      return length == 0 ? 0 : -1;
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

package io.keepsake.provider.local;

import io.keepsake.core.spi.storage.BlockInputStream;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/** The bytes of one object, or of a part of it. */
final class LocalReader extends BlockInputStream {

  private static final int SLICE = 1 << 20;

  private final ObjectName name;
  private final FileChannel channel;
  private final OpenFiles open;
  private final LocalErrors errors;
  private long position;
  private final long end;

  LocalReader(
      ObjectName name,
      FileChannel channel,
      long start,
      long end,
      OpenFiles open,
      LocalErrors errors) {
    this.name = name;
    this.channel = channel;
    this.position = start;
    this.end = end;
    this.open = open;
    this.errors = errors;
  }

  @Override
  protected int readBlock(byte[] target, int offset, int length) throws IOException {
    if (position >= end) {
      return -1;
    }
    int wanted = (int) Math.min(Math.min(length, SLICE), end - position);
    try {
      int count = channel.read(ByteBuffer.wrap(target, offset, wanted), position);
      if (count < 0) {
        throw errors.of(Kind.CORRUPT, "read " + name, "its file became shorter meanwhile");
      }
      position += count;
      return count;
    } catch (IOException e) {
      throw errors.of("read " + name, e);
    }
  }

  @Override
  public byte[] readNBytes(int length) throws IOException {
    if (length < 0) {
      throw new IllegalArgumentException("Negative length: " + length);
    }
    byte[] bytes = new byte[(int) Math.min(length, end - position)];
    int count = readNBytes(bytes, 0, bytes.length);
    return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
  }

  @Override
  public byte[] readAllBytes() throws IOException {
    if (end - position > Integer.MAX_VALUE - 8) {
      throw new OutOfMemoryError(name + " is too large for one array");
    }
    return readNBytes(Integer.MAX_VALUE);
  }

  @Override
  public int available() {
    return (int) Math.min(end - position, Integer.MAX_VALUE);
  }

  @Override
  public void close() throws StoreException {
    try {
      open.close(channel);
    } catch (IOException e) {
      throw errors.of("close " + name, e);
    }
  }
}

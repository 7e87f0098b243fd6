package io.keepsake.core.spi.storage;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;

/** Content in memory. */
record BufferContent(ByteBuffer bytes) implements ObjectContent {

  @Override
  public long length() {
    return bytes.remaining();
  }

  @Override
  public InputStream open() {
    return new BufferStream(bytes.duplicate());
  }

  @Override
  public Optional<ByteBuffer> buffer() {
    return Optional.of(bytes.duplicate());
  }

  private static final class BufferStream extends InputStream {
    private final ByteBuffer rest;

    BufferStream(ByteBuffer rest) {
      this.rest = rest;
    }

    @Override
    public int read() {
      return rest.hasRemaining() ? rest.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      Objects.checkFromIndexSize(offset, length, target.length);
      if (length == 0) {
        return 0;
      }
      if (!rest.hasRemaining()) {
        return -1;
      }
      int count = Math.min(length, rest.remaining());
      rest.get(target, offset, count);
      return count;
    }

    @Override
    public int available() {
      return rest.remaining();
    }
  }
}

package io.keepsake.testkit.storage;

import io.keepsake.core.spi.storage.BlockInputStream;
import io.keepsake.core.spi.storage.ObjectContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Content that is no buffer, may end too early or fail, and may pause half-way.
 *
 * @param bytes what comes
 * @param length what is announced
 * @param failAt after how many bytes reading fails
 * @param halfWay a gate to pass before the second half; empty to go through
 */
record StreamContent(ByteBuffer bytes, long length, int failAt, Optional<Gate> halfWay)
    implements ObjectContent {

  StreamContent(byte[] bytes) {
    this(ByteBuffer.wrap(bytes), bytes.length, Integer.MAX_VALUE, Optional.empty());
  }

  StreamContent(byte[] bytes, long length, int failAt) {
    this(ByteBuffer.wrap(bytes), length, failAt, Optional.empty());
  }

  StreamContent(byte[] bytes, Gate halfWay) {
    this(ByteBuffer.wrap(bytes), bytes.length, Integer.MAX_VALUE, Optional.of(halfWay));
  }

  @Override
  public InputStream open() {
    return new Stream(this);
  }

  private static final class Stream extends BlockInputStream {
    private final StreamContent content;
    private final ByteArrayInputStream rest;
    private int position;
    private boolean passed;

    Stream(StreamContent content) {
      this.content = content;
      rest = new ByteArrayInputStream(content.bytes().array());
    }

    @Override
    protected int readBlock(byte[] target, int offset, int length) throws IOException {
      if (position >= content.failAt()) {
        throw new IOException("the disk with the bytes broke");
      }
      if (!passed && position >= content.bytes().capacity() / 2) {
        passed = true;
        pause();
      }
      int count = rest.read(target, offset, Math.min(length, 10_000));
      position += Math.max(count, 0);
      return count;
    }

    private void pause() throws InterruptedIOException {
      if (content.halfWay().isPresent()) {
        try {
          content.halfWay().get().pass();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException("interrupted half-way");
        }
      }
    }
  }
}

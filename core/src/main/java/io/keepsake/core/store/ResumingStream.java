package io.keepsake.core.store;

import io.keepsake.core.spi.storage.BlockInputStream;
import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;

/** A stream of an object that goes on by another call where one breaks off. */
final class ResumingStream extends BlockInputStream {

  /** Asks for the rest of what was asked for. */
  @FunctionalInterface
  interface Reopen {
    InputStream from(ByteRange rest) throws StoreException;
  }

  private final ByteRange range;
  private final Reopen reopen;
  private final Retries retries;
  private InputStream current;
  private long position;

  ResumingStream(InputStream first, ByteRange range, Reopen reopen, Retries retries) {
    this.current = first;
    this.range = range;
    this.reopen = reopen;
    this.retries = retries;
  }

  @Override
  protected int readBlock(byte[] target, int offset, int length) throws IOException {
    while (true) {
      try {
        int count = current.read(target, offset, length);
        position += Math.max(count, 0);
        return count;
      } catch (StoreException e) {
        resume(e);
      }
    }
  }

  @Override
  public byte[] readAllBytes() throws IOException {
    return position == 0 && range.isAll() ? whole() : super.readAllBytes();
  }

  /** A store that knows the length reads into one array; that fails whole or not at all. */
  private byte[] whole() throws IOException {
    while (true) {
      try {
        byte[] bytes = current.readAllBytes();
        position += bytes.length;
        return bytes;
      } catch (StoreException e) {
        resume(e);
      }
    }
  }

  private void resume(StoreException failure) throws StoreException {
    retries.afterFailure(failure);
    discard();
    long left = range.length() == Long.MAX_VALUE ? Long.MAX_VALUE : range.length() - position;
    if (left == 0) {
      current = nullInputStream();
      return;
    }
    try {
      current = reopen.from(new ByteRange(range.offset() + position, left));
    } catch (StoreException e) {
      if (position == 0 || e.kind() != Kind.INVALID) {
        throw e;
      }
      current = nullInputStream(); // nothing was left: it broke off at the object's very end
    }
  }

  private void discard() {
    try {
      current.close();
    } catch (IOException e) {
      // broken already
    }
  }

  @Override
  public void close() throws IOException {
    current.close();
  }
}

package io.keepsake.testkit.replicate;

import io.keepsake.core.spi.storage.BlockInputStream;
import io.keepsake.core.spi.storage.ObjectContent;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Bytes whose owner is told when nobody reads them any more, and which notice who does. */
final class WatchedContent implements ObjectContent {

  private final byte[] bytes;
  private final AtomicInteger releases = new AtomicInteger();
  private final AtomicBoolean readLate = new AtomicBoolean();

  WatchedContent(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /** The owner takes them back. */
  void release() {
    releases.incrementAndGet();
  }

  /** How often they were given back. */
  int releases() {
    return releases.get();
  }

  /** Whether anybody read them after they were given back. */
  boolean wasReadLate() {
    return readLate.get();
  }

  @Override
  public long length() {
    look();
    return bytes.length;
  }

  @Override
  public InputStream open() {
    look();
    return new Stream();
  }

  private void look() {
    if (releases.get() > 0) {
      readLate.set(true);
    }
  }

  private final class Stream extends BlockInputStream {
    private int position;

    @Override
    protected int readBlock(byte[] target, int offset, int length) {
      look();
      int count = Math.min(length, bytes.length - position);
      System.arraycopy(bytes, position, target, offset, count);
      position += count;
      return count == 0 ? -1 : count;
    }
  }
}

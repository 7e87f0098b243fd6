package io.keepsake.core.failover;

import io.keepsake.core.spi.storage.BlockInputStream;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** A stream of which each read ends in time. */
final class DeadlineStream extends BlockInputStream {

  /** Nothing that a vault stores is much larger; for reads of all bytes, which tell no progress. */
  private static final long LARGEST = 40L << 20;

  /** A read of all bytes takes no longer than so many calls. */
  private static final int MOST_CALLS = 10;

  private final InputStream stream;
  private final Deadlines deadlines;
  private final String storeId;
  private final ObjectName name;

  DeadlineStream(InputStream stream, Deadlines deadlines, String storeId, ObjectName name) {
    this.stream = stream;
    this.deadlines = deadlines;
    this.storeId = storeId;
    this.name = name;
  }

  private interface Read<T> {
    T run() throws IOException;
  }

  @Override
  protected int readBlock(byte[] target, int offset, int length) throws IOException {
    return within(deadlines.forBytes(length), () -> stream.read(target, offset, length));
  }

  /** Goes to the stream behind, which may know the length and need one array only. */
  @Override
  public byte[] readAllBytes() throws IOException {
    Duration slowest = deadlines.forBytes(LARGEST);
    Duration longest = deadlines.call().multipliedBy(MOST_CALLS);
    return within(slowest.compareTo(longest) < 0 ? slowest : longest, stream::readAllBytes);
  }

  private <T> T within(Duration limit, Read<T> read) throws IOException {
    Watch watch = Watch.begin(limit);
    try {
      return read.run();
    } catch (StoreException e) {
      if (watch.end() && e.kind() == Kind.INTERRUPTED) {
        throw Deadlines.timeout(limit, storeId, "read " + name);
      }
      throw e;
    } finally {
      watch.end();
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}

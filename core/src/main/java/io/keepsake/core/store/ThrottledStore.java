package io.keepsake.core.store;

import io.keepsake.core.spi.storage.ForwardingStore;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;

/**
 * Gives the bytes of what is stored to the store behind no faster than a limit lets them pass. What
 * a store sends beside them, or reads, is not counted.
 */
public final class ThrottledStore extends ForwardingStore {

  private final RateLimit limit;

  /** A store below a limit, which others may share. */
  public ThrottledStore(ObjectStore behind, RateLimit limit) {
    super(behind);
    this.limit = limit;
  }

  @Override
  public void put(ObjectName name, ObjectContent content, PutCondition condition, Purpose purpose)
      throws StoreException {
    super.put(name, new Throttled(content, limit), condition, purpose);
  }

  /** Content that is read slowly, and therefore never handed out as a buffer. */
  private record Throttled(ObjectContent content, RateLimit limit) implements ObjectContent {

    @Override
    public long length() {
      return content.length();
    }

    @Override
    public InputStream open() throws IOException {
      return new ThrottledStream(content.open(), limit);
    }

    @Override
    public Optional<byte[]> sha256() {
      return content.sha256();
    }
  }

  private static final class ThrottledStream extends InputStream {

    private static final int MOST_AT_ONCE = 16 << 10;

    private final InputStream in;
    private final RateLimit limit;

    ThrottledStream(InputStream in, RateLimit limit) {
      this.in = in;
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int one = in.read();
      passed(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = in.read(target, offset, Math.min(length, MOST_AT_ONCE));
      passed(Math.max(0, read));
      return read;
    }

    private void passed(int bytes) throws InterruptedIOException {
      try {
        limit.pass(bytes);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}

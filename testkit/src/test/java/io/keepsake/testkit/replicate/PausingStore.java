package io.keepsake.testkit.replicate;

import io.keepsake.core.spi.storage.BlockInputStream;
import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ForwardingStore;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.testkit.storage.Gate;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/** A store whose streams give nothing before a gate opens. */
final class PausingStore extends ForwardingStore {

  private final Gate gate;
  private final CountDownLatch closed = new CountDownLatch(1);

  PausingStore(ObjectStore behind, Gate gate) {
    super(behind);
    this.gate = gate;
  }

  /** Waits until a stream has been closed. */
  void awaitClosed() throws InterruptedException {
    closed.await();
  }

  @Override
  public InputStream get(ObjectName name, ByteRange range, Purpose purpose) throws StoreException {
    return new Paused(super.get(name, range, purpose));
  }

  private final class Paused extends BlockInputStream {
    private final InputStream stream;

    Paused(InputStream stream) {
      this.stream = stream;
    }

    @Override
    protected int readBlock(byte[] target, int offset, int length) throws IOException {
      try {
        gate.pass();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoreException(Kind.INTERRUPTED, id(), "Interrupted: provider " + id(), e);
      }
      return stream.read(target, offset, length);
    }

    @Override
    public void close() throws IOException {
      stream.close();
      closed.countDown();
    }
  }
}

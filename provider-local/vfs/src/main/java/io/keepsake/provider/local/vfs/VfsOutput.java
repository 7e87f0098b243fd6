package io.keepsake.provider.local.vfs;

import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import io.keepsake.provider.local.remote.RemoteOutput;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** A new file on the server. One that is not committed ends with its connection. */
final class VfsOutput implements RemoteOutput {

  private static final int PORTION = 256 << 10;

  private final VfsPool pool;
  private final VfsPool.Lease lease;
  private final VfsSession session;
  private final String path;
  private final OutputStream out;
  private final AtomicBoolean closed = new AtomicBoolean();
  private long position;

  VfsOutput(VfsPool pool, VfsPool.Lease lease, String path) throws RemoteException {
    this.pool = pool;
    this.lease = lease;
    this.path = path;
    session = lease.session();
    out = pool.call(session, () -> session.file(path).getContent().getOutputStream());
  }

  @Override
  public int portion() {
    return PORTION;
  }

  @Override
  public void write(byte[] bytes, int length) throws RemoteException {
    try {
      session.shortCall(
          () -> {
            out.write(bytes, 0, length);
            return length;
          });
    } catch (RemoteException e) {
      throw pool.told(e);
    }
    position += length;
  }

  /** The length is looked at too, because servers confirm, and VFS lets pass, what has failed. */
  @Override
  public void commit() throws RemoteException {
    long length =
        pool.call(
            session,
            () -> {
              out.close();
              return session.file(path).getContent().getSize();
            });
    if (length != position) {
      throw new RemoteException(
          Reason.CORRUPT, "%d bytes were sent and %d arrived".formatted(position, length));
    }
    if (closed.compareAndSet(false, true)) {
      lease.end();
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      session.abandon();
      lease.end();
    }
  }
}

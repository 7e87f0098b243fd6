package io.keepsake.provider.local.sftp;

import io.keepsake.provider.local.remote.ConnectionPool;
import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import io.keepsake.provider.local.remote.RemoteOutput;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A new file on the server, written by several requests at once. */
final class SftpOutput implements RemoteOutput {

  /** Most bytes sent and not yet confirmed: what a line of 1 Gbit/s holds in 30 ms. */
  private static final int MOST_UNDER_WAY = 4 << 20;

  private final ConnectionPool<SftpConnection>.Lease lease;
  private final SftpConnection connection;
  private final byte[] handle;
  private final Deque<CompletableFuture<SftpReply>> underWay = new ArrayDeque<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private long position;

  SftpOutput(ConnectionPool<SftpConnection>.Lease lease, String path) throws RemoteException {
    this.lease = lease;
    connection = lease.connection();
    handle =
        connection.open(path, SftpCode.OPEN_WRITE | SftpCode.OPEN_CREATE | SftpCode.OPEN_EXCLUSIVE);
  }

  @Override
  public int portion() {
    return connection.writePortion();
  }

  @Override
  public void write(byte[] bytes, int length) throws RemoteException {
    while (underWay.size() >= Math.max(2, MOST_UNDER_WAY / portion())) {
      connection.await(underWay.removeFirst()).expectOk();
    }
    underWay.add(connection.write(handle, position, bytes, length));
    position += length;
  }

  /** The length is looked at too: some servers confirm writes that failed. */
  @Override
  public void commit() throws RemoteException {
    if (connection.has(SftpCode.FSYNC)) {
      underWay.add(connection.sync(handle));
    }
    CompletableFuture<SftpReply> facts = connection.facts(handle);
    CompletableFuture<SftpReply> end = connection.close(handle);
    closed.set(true);
    try {
      for (CompletableFuture<SftpReply> each : underWay) {
        connection.await(each).expectOk();
      }
      long length = connection.await(facts).expect(SftpCode.ATTRS).attributes().facts().length();
      connection.await(end).expectOk();
      if (length != position) {
        throw new RemoteException(
            Reason.CORRUPT, "%d bytes were sent and %d arrived".formatted(position, length));
      }
    } finally {
      lease.close();
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      connection.closeLater(handle);
      lease.close();
    }
  }
}

package io.keepsake.provider.local.smb;

import com.hierynomus.msfscc.fileinformation.FileStandardInformation;
import com.hierynomus.smbj.share.File;
import io.keepsake.provider.local.remote.ConnectionPool;
import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteOutput;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** A new file on the server; a portion is written while the next one is made. */
final class SmbOutput implements RemoteOutput {

  private static final int PORTION = 1 << 20;
  private static final int MOST_UNDER_WAY = 2;

  private final ConnectionPool<SmbSession>.Lease lease;
  private final SmbSession session;
  private final File file;
  private final Deque<Future<Long>> underWay = new ArrayDeque<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private long position;

  SmbOutput(ConnectionPool<SmbSession>.Lease lease, SmbSession.Use<File> opening)
      throws RemoteException {
    this.lease = lease;
    session = lease.connection();
    file = session.open(opening);
  }

  @Override
  public int portion() {
    return PORTION;
  }

  @Override
  public void write(byte[] bytes, int length) throws RemoteException {
    while (underWay.size() >= MOST_UNDER_WAY) {
      session.await(underWay.removeFirst());
    }
    long at = position;
    underWay.add(session.submit(_ -> file.write(bytes, at, 0, length)));
    position += length;
  }

  /** The length is looked at too: what a server confirms and then loses would be found too late. */
  @Override
  public void commit() throws RemoteException {
    for (Future<Long> each : underWay) {
      session.await(each);
    }
    long length = session.call(_ -> flushed());
    if (length != position) {
      throw session
          .errors()
          .corrupt("%d bytes were sent and %d arrived".formatted(position, length));
    }
  }

  private long flushed() {
    file.flush();
    long length = file.getFileInformation(FileStandardInformation.class).getEndOfFile();
    file.close();
    closed.set(true);
    return length;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      session.later(_ -> file.closeNoWait());
    }
    lease.close();
  }
}

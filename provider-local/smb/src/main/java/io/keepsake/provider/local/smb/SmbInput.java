package io.keepsake.provider.local.smb;

import com.hierynomus.msfscc.fileinformation.FileStandardInformation;
import com.hierynomus.smbj.share.File;
import io.keepsake.core.spi.storage.BlockInputStream;
import io.keepsake.provider.local.remote.ConnectionPool;
import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import io.keepsake.provider.local.remote.RemoteFiles.Facts;
import io.keepsake.provider.local.remote.RemoteFiles.FileType;
import io.keepsake.provider.local.remote.RemoteInput;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** A file on the server, of which the next portion is read while the last one is used. */
final class SmbInput implements RemoteInput {

  private static final int PORTION = 1 << 20;

  private final ConnectionPool<SmbSession>.Lease lease;
  private final SmbSession session;
  private final File file;
  private final AtomicBoolean closed = new AtomicBoolean();

  SmbInput(ConnectionPool<SmbSession>.Lease lease, SmbSession.Use<File> opening)
      throws RemoteException {
    this.lease = lease;
    session = lease.connection();
    file = session.open(opening);
  }

  @Override
  public Facts facts() throws RemoteException {
    FileStandardInformation told =
        session.call(_ -> file.getFileInformation(FileStandardInformation.class));
    return new Facts(FileType.FILE, told.getEndOfFile(), Optional.empty());
  }

  @Override
  public InputStream bytes(long start, long end, Tail tail) throws RemoteException {
    return new Bytes(start, end, tail);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      session.later(_ -> file.closeNoWait());
      lease.close();
    }
  }

  private final class Bytes extends BlockInputStream {
    private final long end;
    private final Tail tail;
    private long asked;
    private Optional<Future<ByteBuffer>> ahead = Optional.empty();
    private ByteBuffer current = ByteBuffer.allocate(0);

    Bytes(long start, long end, Tail tail) throws RemoteException {
      asked = start;
      this.end = end;
      this.tail = tail;
      ask(); // the first bytes are on their way before the caller asks
    }

    @Override
    protected int readBlock(byte[] target, int offset, int length) throws RemoteException {
      if (!current.hasRemaining() && !next()) {
        return -1;
      }
      int count = Math.min(length, current.remaining());
      current.get(target, offset, count);
      return count;
    }

    @Override
    public int available() {
      return current.remaining();
    }

    private void ask() throws RemoteException {
      ahead = Optional.empty();
      if (asked < end || (asked == end && tail == Tail.END)) {
        long from = asked;
        int length = (int) Math.min(PORTION, end - from);
        asked = from + Math.max(1, length); // beyond the end once that was looked at
        ahead = Optional.of(session.submit(_ -> length == 0 ? atEnd() : portion(from, length)));
      }
    }

    private boolean next() throws RemoteException {
      if (closed.get()) {
        throw new RemoteException(Reason.CLOSED, "the stream is closed");
      }
      if (ahead.isEmpty()) {
        return false;
      }
      current = session.await(ahead.get());
      ask();
      return current.hasRemaining();
    }

    private ByteBuffer portion(long from, int length) throws RemoteException {
      byte[] bytes = new byte[length];
      for (int done = 0; done < length; ) {
        int count = file.read(bytes, from + done, done, length - done);
        if (count <= 0) {
          throw session.errors().corrupt("its file became shorter meanwhile");
        }
        done += count;
      }
      return ByteBuffer.wrap(bytes);
    }

    private ByteBuffer atEnd() throws RemoteException {
      if (file.read(new byte[1], end, 0, 1) > 0) {
        throw session.errors().corrupt("its file became longer meanwhile");
      }
      return ByteBuffer.allocate(0);
    }
  }
}

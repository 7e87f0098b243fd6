package io.keepsake.provider.local.sftp;

import io.keepsake.core.spi.storage.BlockInputStream;
import io.keepsake.provider.local.remote.ConnectionPool;
import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import io.keepsake.provider.local.remote.RemoteFiles.Facts;
import io.keepsake.provider.local.remote.RemoteInput;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A file on the server, read ahead by several requests at once; more of them as reading goes on.
 */
final class SftpInput implements RemoteInput {

  /** Most bytes asked for and not yet handed out. */
  private static final int MOST_AHEAD = 4 << 20;

  private final ConnectionPool<SftpConnection>.Lease lease;
  private final SftpConnection connection;
  private final byte[] handle;
  private final AtomicBoolean closed = new AtomicBoolean();

  SftpInput(ConnectionPool<SftpConnection>.Lease lease, String path) throws RemoteException {
    this.lease = lease;
    connection = lease.connection();
    handle = connection.open(path, SftpCode.OPEN_READ);
  }

  @Override
  public Facts facts() throws RemoteException {
    return connection.await(connection.facts(handle)).expect(SftpCode.ATTRS).attributes().facts();
  }

  @Override
  public InputStream bytes(long start, long end, Tail tail) {
    return new Bytes(start, end, tail);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      connection.closeLater(handle);
      lease.close();
    }
  }

  /** Bytes that were asked for. */
  private record Part(CompletableFuture<SftpReply> reply, long offset, int length) {}

  private final class Bytes extends BlockInputStream {
    private final Deque<Part> ahead = new ArrayDeque<>();
    private final long end;
    private Tail tail;
    private long asked;
    private int window = 2;
    private ByteBuffer current = ByteBuffer.allocate(0);

    Bytes(long start, long end, Tail tail) {
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

    private void ask() {
      int portion = connection.readPortion();
      while (asked < end && ahead.size() < window) {
        int length = (int) Math.min(portion, end - asked);
        ahead.add(new Part(connection.read(handle, asked, length), asked, length));
        asked += length;
      }
      if (asked == end && tail == Tail.END && ahead.size() < window) {
        ahead.add(new Part(connection.read(handle, end, 1), end, 1));
        tail = Tail.MORE; // asked for
      }
    }

    private boolean next() throws RemoteException {
      if (closed.get()) {
        throw new RemoteException(Reason.CLOSED, "the stream is closed");
      }
      ask();
      if (ahead.isEmpty()) {
        return false;
      }
      Part part = ahead.removeFirst();
      SftpReply reply = connection.await(part.reply());
      if (part.offset() == end && !reply.isStatus(SftpCode.STATUS_EOF)) {
        reply.expect(SftpCode.DATA);
        throw new RemoteException(Reason.CORRUPT, "its file became longer meanwhile");
      }
      if (part.offset() == end) {
        return false;
      }
      if (reply.isStatus(SftpCode.STATUS_EOF)) {
        throw cut();
      }
      current = reply.expect(SftpCode.DATA).buffer();
      int missing = part.length() - current.remaining();
      if (missing == part.length() || missing < 0) {
        throw cut();
      }
      if (missing > 0) {
        long from = part.offset() + current.remaining();
        ahead.addFirst(new Part(connection.read(handle, from, missing), from, missing));
      }
      window = Math.min(window * 2, Math.max(2, MOST_AHEAD / connection.readPortion()));
      ask();
      return true;
    }

    private static RemoteException cut() {
      return new RemoteException(Reason.CORRUPT, "its file became shorter meanwhile");
    }
  }
}

package io.keepsake.provider.local.vfs;

import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import io.keepsake.provider.local.remote.RemoteFiles.Facts;
import io.keepsake.provider.local.remote.RemoteInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.vfs2.Capability;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.RandomAccessContent;
import org.apache.commons.vfs2.util.RandomAccessMode;

/** A file on the server. VFS opens by name, so what is told of it was told before it was opened. */
final class VfsInput implements RemoteInput {

  private static final int PORTION = 256 << 10;

  private final VfsPool pool;
  private final VfsPool.Lease lease;
  private final VfsSession session;
  private final String path;
  private final Facts facts;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile Optional<InputStream> stream = Optional.empty();

  VfsInput(VfsPool pool, VfsPool.Lease lease, String path, Facts facts) {
    this.pool = pool;
    this.lease = lease;
    this.path = path;
    this.facts = facts;
    session = lease.session();
  }

  @Override
  public Facts facts() {
    return facts;
  }

  @Override
  public InputStream bytes(long start, long end, Tail tail) throws RemoteException {
    InputStream in = pool.call(session, () -> opened(start));
    stream = Optional.of(in);
    return new Bytes(in, end - start, tail);
  }

  private InputStream opened(long start) throws IOException {
    FileObject file = session.file(path);
    if (start == 0) {
      return file.getContent().getInputStream();
    }
    if (file.getFileSystem().hasCapability(Capability.RANDOM_ACCESS_READ)) {
      return from(start, file);
    }
    InputStream in = file.getContent().getInputStream();
    in.skipNBytes(start);
    return in;
  }

  private static InputStream from(long start, FileObject file) throws IOException {
    RandomAccessContent content = file.getContent().getRandomAccessContent(RandomAccessMode.READ);
    content.seek(start);
    return content.getInputStream();
  }

  /**
   * In the background, because the server may have much to say about an end before the end. The
   * connection is used again only if it took that well.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    if (stream.isEmpty() || session.isBroken()) {
      lease.end();
      return;
    }
    InputStream in = stream.get();
    Thread.ofVirtual().name("vfs-end").start(() -> end(in));
  }

  private void end(InputStream in) {
    try {
      session.shortCall(
          () -> {
            try {
              in.close();
            } catch (FileSystemException e) {
              // The server says that the transfer was cut short, which it was.
            }
            return in;
          });
    } catch (RemoteException e) {
      session.abandon();
    } finally {
      lease.end();
    }
  }

  private final class Bytes extends InputStream {
    private final InputStream in;
    private Tail tail;
    private long left;
    private ByteBuffer current = ByteBuffer.allocate(0);

    Bytes(InputStream in, long length, Tail tail) {
      this.in = in;
      this.tail = tail;
      left = length;
    }

    @Override
    public int read() throws RemoteException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws RemoteException {
      Objects.checkFromIndexSize(offset, length, target.length);
      if (length == 0) {
        return 0;
      }
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

    private boolean next() throws RemoteException {
      if (closed.get()) {
        throw new RemoteException(Reason.CLOSED, "the stream is closed");
      }
      if (left == 0) {
        requireEnd();
        return false;
      }
      byte[] bytes = new byte[(int) Math.min(PORTION, left)];
      int count = pool.call(session, () -> in.read(bytes));
      if (count <= 0) {
        throw new RemoteException(Reason.CORRUPT, "its file became shorter meanwhile");
      }
      left -= count;
      current = ByteBuffer.wrap(bytes, 0, count);
      return true;
    }

    private void requireEnd() throws RemoteException {
      if (tail == Tail.END && pool.call(session, in::read) >= 0) {
        throw new RemoteException(Reason.CORRUPT, "its file became longer meanwhile");
      }
      tail = Tail.MORE; // asked for
    }
  }
}

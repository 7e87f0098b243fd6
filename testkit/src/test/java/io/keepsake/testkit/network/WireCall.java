package io.keepsake.testkit.network;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.locks.LockSupport;

/** One request on its connection, ended by a watcher when no byte moves for too long. */
final class WireCall implements AutoCloseable {

  private static final int PIECE = 64 << 10;

  private final WireStore store;
  private final String asked;
  private final Socket socket = new Socket();
  private volatile long lastMove = System.nanoTime();
  private volatile boolean timedOut;
  private volatile boolean over;

  WireCall(WireStore store, String asked) {
    this.store = store;
    this.asked = asked;
  }

  DataOutputStream connect() throws IOException {
    if (store.address().isUnresolved()) {
      throw new IOException("the host " + store.address().getHostString() + " is unknown");
    }
    InetSocketAddress address = store.address();
    socket.connect(address, (int) NetworkCases.IDLE.toMillis());
    Thread.startVirtualThread(this::watch);
    return new DataOutputStream(new Moving(socket.getOutputStream()));
  }

  DataInputStream answer() throws IOException {
    DataInputStream in = new DataInputStream(new MovingIn(socket.getInputStream()));
    String kind = in.readUTF();
    if (!kind.equals(WireServer.OK)) {
      throw failure(Kind.valueOf(kind), "the server refused it");
    }
    return in;
  }

  /** Ends the call from another thread. */
  void abort() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone anyway.
    }
  }

  StoreException failure(Kind kind, String problem) {
    return new StoreException(
        kind, store.id(), "Provider %s could not %s: %s".formatted(store.id(), asked, problem));
  }

  StoreException of(IOException e) {
    if (e instanceof StoreException failure) {
      return failure;
    }
    if (store.closed()) {
      return failure(Kind.UNAVAILABLE, "the store was closed");
    }
    if (Thread.currentThread().isInterrupted()) {
      return failure(Kind.INTERRUPTED, "it was interrupted");
    }
    return timedOut || e instanceof SocketTimeoutException
        ? failure(Kind.TIMEOUT, "no answer came in time")
        : failure(Kind.UNAVAILABLE, String.valueOf(e.getMessage()));
  }

  @Override
  public void close() {
    over = true;
    abort();
    store.ended(this);
  }

  private void watch() {
    long idle = NetworkCases.IDLE.toNanos();
    while (!over) {
      LockSupport.parkNanos(idle / 20);
      if (System.nanoTime() - lastMove > idle) {
        timedOut = true;
        abort();
        return;
      }
    }
  }

  private final class Moving extends FilterOutputStream {
    Moving(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      for (int done = 0; done < length; done += PIECE) {
        out.write(bytes, offset + done, Math.min(PIECE, length - done));
        lastMove = System.nanoTime();
      }
    }
  }

  private final class MovingIn extends FilterInputStream {
    MovingIn(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (Thread.currentThread().isInterrupted()) {
        throw failure(Kind.INTERRUPTED, "it was interrupted");
      }
      int count = in.read(target, offset, length);
      lastMove = System.nanoTime();
      return count;
    }
  }
}

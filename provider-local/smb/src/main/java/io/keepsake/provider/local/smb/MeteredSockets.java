package io.keepsake.provider.local.smb;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import javax.net.SocketFactory;

/** Makes the one socket of a connection, and knows when a byte has last moved through it. */
final class MeteredSockets extends SocketFactory {

  /** What is written at once, so that a slow line shows that it moves. */
  private static final int PORTION = 32 << 10;

  private final Duration connectTimeout;
  private volatile long lastMoved = System.nanoTime();
  private volatile Optional<Socket> socket = Optional.empty();
  private volatile boolean closed;

  MeteredSockets(Duration connectTimeout) {
    this.connectTimeout = connectTimeout;
  }

  /** When a byte has last moved, as {@link System#nanoTime} tells times. */
  long lastMoved() {
    return lastMoved;
  }

  /** Closes the socket, now or as soon as it is made. */
  void close() {
    closed = true;
    socket.ifPresent(MeteredSockets::close);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // nobody uses it any more
    }
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    Metered made = new Metered();
    socket = Optional.of(made);
    if (closed) {
      close(made);
    }
    made.setTcpNoDelay(true);
    made.connect(new InetSocketAddress(host, port), (int) connectTimeout.toMillis());
    return made;
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket(host.getHostAddress(), port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    throw new SocketException("There is no choice of the local address");
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    throw new SocketException("There is no choice of the local address");
  }

  private final class Metered extends Socket {

    @Override
    public InputStream getInputStream() throws IOException {
      return new Input(super.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      return new Output(super.getOutputStream());
    }
  }

  private final class Input extends FilterInputStream {

    Input(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = in.read(bytes, offset, length);
      lastMoved = System.nanoTime();
      return count;
    }
  }

  private final class Output extends FilterOutputStream {

    Output(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      for (int done = 0; done < length; done += PORTION) {
        out.write(bytes, offset + done, Math.min(PORTION, length - done));
        lastMoved = System.nanoTime();
      }
    }
  }
}

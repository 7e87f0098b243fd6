package io.keepsake.provider.local.sftp;

import com.jcraft.jsch.SocketFactory;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * Hands JSch a socket that is connected already. JSch ends a connection on which its own questions
 * stay without an answer as it ends one that the server closed; here they are told apart.
 */
final class ConnectedSocket implements SocketFactory {

  private final Socket socket;
  private volatile boolean silent;

  ConnectedSocket(Socket socket) {
    this.socket = socket;
  }

  /** Whether the last wait for the server's bytes was in vain. */
  boolean isSilent() {
    return silent;
  }

  @Override
  public Socket createSocket(String host, int port) {
    return socket;
  }

  @Override
  public InputStream getInputStream(Socket connected) throws IOException {
    return new Input(connected.getInputStream());
  }

  @Override
  public OutputStream getOutputStream(Socket connected) throws IOException {
    return connected.getOutputStream();
  }

  private final class Input extends FilterInputStream {

    private Input(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        int count = in.read(bytes, offset, length);
        silent = false;
        return count;
      } catch (SocketTimeoutException e) {
        silent = true;
        throw e;
      }
    }
  }
}

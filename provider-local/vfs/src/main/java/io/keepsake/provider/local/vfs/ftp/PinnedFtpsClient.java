package io.keepsake.provider.local.vfs.ftp;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.apache.commons.net.ftp.FTPSClient;
import org.jspecify.annotations.Nullable;

/**
 * FTPS that checks whom it talks to. The certificate of the first connection has to be trusted and
 * to name the host; connections for data, which go to an address that the server tells, have to
 * show that same certificate.
 */
final class PinnedFtpsClient extends FTPSClient {

  PinnedFtpsClient(boolean implicit, SSLContext context) {
    super(implicit, context);
    setEndpointCheckingEnabled(true);
  }

  @Override
  protected @Nullable Socket _openDataConnection_(String command, @Nullable String argument)
      throws IOException {
    Socket socket = super._openDataConnection_(command, argument);
    if (socket instanceof SSLSocket data && _socket_ instanceof SSLSocket control) {
      boolean same =
          data.getSession()
              .getPeerCertificates()[0]
              .equals(control.getSession().getPeerCertificates()[0]);
      if (!same) {
        data.close();
        throw new SSLPeerUnverifiedException(
            "the connection for data shows another certificate than the one for commands");
      }
    }
    return socket;
  }
}

package io.keepsake.provider.local.vfs.ftp;

import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import io.keepsake.provider.local.remote.TrustedCertificates;
import io.keepsake.provider.local.vfs.Protocol;
import io.keepsake.provider.local.vfs.VfsConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.net.ftp.FTPClient;

/** Makes what speaks FTP, with or without TLS. */
final class FtpClients {

  private FtpClients() {}

  /** One that is not connected yet. */
  static FTPClient make(VfsConfig config) throws RemoteException {
    FTPClient client =
        config.protocol() == Protocol.FTPS
            ? new PinnedFtpsClient(
                config.tls() == VfsConfig.Tls.IMPLICIT, TrustedCertificates.of(config.caFile()))
            : new FTPClient();
    int idle = Math.toIntExact(config.idleTimeout().toMillis());
    client.setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()));
    client.setDefaultTimeout(idle);
    client.setDataTimeout(config.idleTimeout());
    client.setControlEncoding(StandardCharsets.UTF_8.name());
    client.setBufferSize(64 << 10);
    return client;
  }

  /** Has the data encrypted, not only the commands. */
  static void requireProtection(FTPClient client, String peer) throws IOException {
    if (!(client instanceof PinnedFtpsClient secure)) {
      return;
    }
    try {
      secure.execPBSZ(0);
      secure.execPROT("P");
    } catch (javax.net.ssl.SSLException e) {
      throw new RemoteException(
          Reason.UNSUPPORTED,
          "%s does not encrypt the data of transfers (%s)".formatted(peer, e.getMessage()),
          e);
    }
  }
}

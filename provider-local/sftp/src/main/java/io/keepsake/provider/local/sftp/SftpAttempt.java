package io.keepsake.provider.local.sftp;

import io.keepsake.provider.local.remote.ConnectionPool;
import io.keepsake.provider.local.remote.RemoteException;

/** Logs in over SSH, then greets the server's SFTP. */
final class SftpAttempt implements ConnectionPool.Attempt<SftpConnection> {

  private final SshConnector connector;

  SftpAttempt(SftpConfig config) {
    connector = new SshConnector(config);
  }

  @Override
  public SftpConnection connect() throws RemoteException {
    SftpTransport transport = connector.connect();
    try {
      return new SftpConnection(transport);
    } catch (RemoteException e) {
      transport.end(e);
      throw e;
    }
  }

  @Override
  public void abort() {
    connector.abort();
  }
}

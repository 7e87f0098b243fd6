package io.keepsake.provider.local.smb;

import com.hierynomus.mssmb2.SMB2Dialect;
import com.hierynomus.smbj.SMBClient;
import com.hierynomus.smbj.auth.AuthenticationContext;
import com.hierynomus.smbj.auth.NtlmAuthenticator;
import com.hierynomus.smbj.connection.Connection;
import com.hierynomus.smbj.session.Session;
import com.hierynomus.smbj.share.DiskShare;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.provider.local.remote.RemoteException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Gets from an address to a share, and makes sure that nobody on the way can change a byte. */
record SmbLogin(SmbConfig config, SmbErrors errors, MeteredSockets sockets) {

  private static final int PORTION = 1 << 20;

  /** smbj's own limits, after which it gives up if nobody waits for it any more. */
  private static final int LIMITS = 20;

  /** Connects, logs in and opens the share. */
  DiskShare enter(GuardedTransport transport) throws IOException {
    Connection connection =
        new SMBClient(settings(transport)).connect(config.host(), config.port());
    Session session = authenticate(connection);
    if ((session.isGuest() || session.isAnonymous()) && config.guest() == SmbConfig.Guest.REFUSED) {
      throw errors.guest(new IOException("The session is a guest's"));
    }
    if (config.encrypt() == SmbConfig.Encrypt.REQUIRED && !session.shouldEncryptData()) {
      throw errors.refused(
          "it cannot encrypt, and encrypt is set to required; switch SMB 3 and encryption on"
              + " there");
    }
    // smbj drops this where the server asks for encryption, and then takes what is neither.
    session.getSessionContext().setSigningRequired(!session.isGuest() && !session.isAnonymous());
    if (session.connectShare(config.share()) instanceof DiskShare share) {
      return share;
    }
    throw errors.refused("%s is no share with files".formatted(config.share()));
  }

  private com.hierynomus.smbj.SmbConfig settings(GuardedTransport transport) {
    Duration longest = config.idleTimeout().multipliedBy(LIMITS);
    return com.hierynomus.smbj.SmbConfig.builder()
        .withDialects(
            SMB2Dialect.SMB_3_1_1, SMB2Dialect.SMB_3_0_2, SMB2Dialect.SMB_3_0, SMB2Dialect.SMB_2_1)
        .withAuthenticators(new NtlmAuthenticator.Factory())
        .withSecurityProvider(new SmbCiphers())
        .withSigningRequired(config.guest() == SmbConfig.Guest.REFUSED)
        .withEncryptData(config.guest() == SmbConfig.Guest.REFUSED)
        .withDfsEnabled(false)
        .withBufferSize(PORTION)
        .withTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
        .withSocketFactory(sockets)
        .withTransportLayerFactory(transport)
        .build();
  }

  private Session authenticate(Connection connection) throws RemoteException {
    if (config.password().isEmpty()) {
      return connection.authenticate(AuthenticationContext.guest());
    }
    char[] password = characters(config.password().get());
    try {
      return connection.authenticate(
          new AuthenticationContext(config.user().orElseThrow(), password, config.domain()));
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private static char[] characters(Secret secret) {
    byte[] bytes = secret.copyBytes();
    CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
    Arrays.fill(bytes, (byte) 0);
    char[] characters = new char[decoded.remaining()];
    decoded.get(characters);
    Arrays.fill(decoded.array(), '\0');
    return characters;
  }
}

package io.keepsake.provider.local.sftp.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** Apache MINA's SFTP server in this process; its root is a directory. Takes one password. */
public final class MinaServer implements AutoCloseable {

  /** The password that it takes of any user. */
  public static final String PASSWORD = "correct horse";

  private final SshServer server;
  private final Path knownHosts;

  private MinaServer(SshServer server, Path knownHosts) {
    this.server = server;
    this.knownHosts = knownHosts;
  }

  /** Whether it announces OpenSSH's extensions. */
  public enum Extensions {
    /** Those that it has. */
    ALL,
    /** None, as servers do that know the drafts only. */
    NONE
  }

  /**
   * Starts one.
   *
   * @param directory empty, for its files and the file of known hosts
   */
  public static MinaServer start(Path directory, Extensions extensions) throws Exception {
    SshServer server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setPort(0);
    CoreModuleProperties.TCP_NODELAY.set(server, true);
    server.setKeyPairProvider(
        KeyPairProvider.wrap(KeyUtils.generateKeyPair(KeyPairProvider.SSH_RSA, 2048)));
    server.setPasswordAuthenticator((user, password, session) -> password.equals(PASSWORD));
    server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
    Path root = Files.createDirectories(directory.resolve("root"));
    server.setFileSystemFactory(new VirtualFileSystemFactory(root));
    if (extensions == Extensions.NONE) {
      SftpModuleProperties.OPENSSH_EXTENSIONS.set(server, "nothing@example.org=1");
    }
    server.start();
    Path knownHosts = directory.resolve("known_hosts");
    Files.writeString(knownHosts, line(server));
    return new MinaServer(server, knownHosts);
  }

  private static String line(SshServer server) throws Exception {
    PublicKey key = server.getKeyPairProvider().loadKeys(null).iterator().next().getPublic();
    ByteArrayBuffer blob = new ByteArrayBuffer();
    blob.putRawPublicKey(key);
    return "[127.0.0.1]:%d %s %s%n"
        .formatted(
            server.getPort(),
            KeyUtils.getKeyType(key),
            Base64.getEncoder().encodeToString(blob.getCompactData()));
  }

  public int port() {
    return server.getPort();
  }

  public Path knownHosts() {
    return knownHosts;
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}

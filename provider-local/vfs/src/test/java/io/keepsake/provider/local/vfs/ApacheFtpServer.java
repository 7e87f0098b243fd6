package io.keepsake.provider.local.vfs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.ftpserver.ConnectionConfigFactory;
import org.apache.ftpserver.DataConnectionConfigurationFactory;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.UserManager;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.ssl.SslConfigurationFactory;
import org.apache.ftpserver.usermanager.PropertiesUserManagerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.WritePermission;

/** Apache's FTP server on a free port of this machine; its user's files lie in a directory. */
final class ApacheFtpServer implements AutoCloseable {

  static final String USER = "eva";
  static final String PASSWORD = "blue-giraffe-71";

  private static final Logger LOG = Logger.getLogger("org.apache.ftpserver");

  private final FtpServer server;
  private final Listener listener;

  private ApacheFtpServer(FtpServer server, Listener listener) {
    this.server = server;
    this.listener = listener;
  }

  /** Whether and when it encrypts. */
  enum Tls {
    NONE,
    EXPLICIT,
    IMPLICIT
  }

  /**
   * Starts one.
   *
   * @param keys for TLS
   */
  static ApacheFtpServer start(Path files, Tls tls, Path keys) throws Exception {
    LOG.setLevel(Level.SEVERE);
    ListenerFactory listening = new ListenerFactory();
    listening.setServerAddress("127.0.0.1");
    listening.setPort(0);
    if (tls != Tls.NONE) {
      SslConfigurationFactory ssl = new SslConfigurationFactory();
      ssl.setKeystoreFile(keys.toFile());
      ssl.setKeystorePassword(TestCertificate.STORE_PASSWORD);
      DataConnectionConfigurationFactory data = new DataConnectionConfigurationFactory();
      data.setSslConfiguration(ssl.createSslConfiguration());
      listening.setSslConfiguration(ssl.createSslConfiguration());
      listening.setImplicitSsl(tls == Tls.IMPLICIT);
      data.setImplicitSsl(false);
      listening.setDataConnectionConfiguration(data.createDataConnectionConfiguration());
    }
    Listener listener = listening.createListener();
    FtpServerFactory factory = new FtpServerFactory();
    factory.addListener("default", listener);
    factory.setUserManager(users(files));
    ConnectionConfigFactory connections = new ConnectionConfigFactory();
    connections.setLoginFailureDelay(0);
    connections.setMaxLogins(200);
    connections.setMaxThreads(200);
    factory.setConnectionConfig(connections.createConnectionConfig());
    FtpServer server = factory.createServer();
    server.start();
    return new ApacheFtpServer(server, listener);
  }

  private static UserManager users(Path files) throws Exception {
    UserManager users = new PropertiesUserManagerFactory().createUserManager();
    BaseUser user = new BaseUser();
    user.setName(USER);
    user.setPassword(PASSWORD);
    user.setHomeDirectory(Files.createDirectories(files).toString());
    user.setAuthorities(List.of(new WritePermission()));
    users.save(user);
    return users;
  }

  int port() {
    return listener.getPort();
  }

  @Override
  public void close() {
    server.stop();
  }
}

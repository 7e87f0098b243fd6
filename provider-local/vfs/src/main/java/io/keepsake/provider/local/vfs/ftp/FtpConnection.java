package io.keepsake.provider.local.vfs.ftp;

import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.provider.local.vfs.VfsConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPFile;
import org.apache.commons.net.ftp.FTPReply;
import org.apache.commons.vfs2.provider.ftp.FtpClient;
import org.jspecify.annotations.Nullable;

/** A connection that somebody has logged in on. Each command is sent once, a refusal is thrown. */
final class FtpConnection implements FtpClient {

  private static final String ANONYMOUS = "anonymous";

  private final FTPClient client;
  private final String home;
  private final boolean facts;

  private FtpConnection(FTPClient client, String home, boolean facts) {
    this.client = client;
    this.home = home;
    this.facts = facts;
  }

  /** Connects and logs in. */
  static FtpConnection open(VfsConfig config) throws IOException {
    FTPClient client = FtpClients.make(config);
    try {
      client.connect(config.host(), config.port());
      if (!FTPReply.isPositiveCompletion(client.getReplyCode())) {
        throw FtpReplies.failure(client);
      }
      FtpClients.requireProtection(client, config.peer());
      login(client, config);
      require(client, client.setFileType(FTP.BINARY_FILE_TYPE));
      client.enterLocalPassiveMode();
      boolean facts = client.hasFeature("MLST");
      if (client.hasFeature("UTF8")) {
        client.sendCommand("OPTS", "UTF8 ON"); // older servers want to be asked
      }
      String home = Objects.requireNonNullElse(client.printWorkingDirectory(), "/");
      return new FtpConnection(client, home.endsWith("/") ? home : home + "/", facts);
    } catch (IOException e) {
      drop(client);
      throw e;
    }
  }

  private static void login(FTPClient client, VfsConfig config) throws IOException {
    String user = config.user().orElse(ANONYMOUS);
    if (!client.login(user, password(config))) {
      throw FtpReplies.notLetIn(client, config, user);
    }
  }

  private static String password(VfsConfig config) {
    if (config.password().isEmpty()) {
      return config.user().isEmpty() ? "keepsake@" : "";
    }
    try (Secret copy = config.password().get().copy()) {
      return new String(copy.copyBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Whether the server tells a file's facts in the form of RFC 3659. */
  boolean tellsFacts() {
    return facts;
  }

  /** What there is under a path, or empty if nothing is. */
  Optional<FTPFile> facts(String path) throws IOException {
    String place = absolute(path);
    if (!facts) {
      return withoutFacts(place);
    }
    FTPFile found = client.mlistFile(place);
    if (found == null && !FtpReplies.isMissing(client)) {
      throw FtpReplies.failure(client);
    }
    if (found != null && !last(found.getName()).equals(last(place))) {
      return withoutFacts(place); // some servers take a name with ? or * for a pattern
    }
    return Optional.ofNullable(found);
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The size of a file is told to all, and only a directory can be gone into. */
  private Optional<FTPFile> withoutFacts(String place) throws IOException {
    FTPFile found = new FTPFile();
    String size = client.getSize(place);
    if (size != null) {
      found.setType(FTPFile.FILE_TYPE);
      found.setSize(Long.parseLong(size.strip()));
      found.setTimestamp(client.mdtmCalendar(place));
      return Optional.of(found);
    }
    if (client.changeWorkingDirectory(place)) {
      found.setType(FTPFile.DIRECTORY_TYPE);
      return Optional.of(found);
    }
    if (!FtpReplies.isMissing(client)) {
      throw FtpReplies.failure(client);
    }
    return Optional.empty();
  }

  /** All of a directory, or a failure: one that was cut short is not taken for a short one. */
  @Override
  public FTPFile[] listFiles(@Nullable String path) throws IOException {
    String place = absolute(path);
    FTPFile[] found = facts ? client.mlistDir(place) : client.listFiles(place);
    require(client, FTPReply.isPositiveCompletion(client.getReplyCode()));
    return Stream.of(found).filter(Objects::nonNull).toArray(FTPFile[]::new);
  }

  @Override
  public InputStream retrieveFileStream(String path) throws IOException {
    return retrieveFileStream(path, 0L);
  }

  @Override
  public InputStream retrieveFileStream(String path, int bufferSize) throws IOException {
    return retrieveFileStream(path, 0L);
  }

  @Override
  public InputStream retrieveFileStream(String path, long offset) throws IOException {
    client.setRestartOffset(offset);
    InputStream in = client.retrieveFileStream(absolute(path));
    require(client, in != null);
    return Objects.requireNonNull(in);
  }

  @Override
  public OutputStream storeFileStream(String path) throws IOException {
    OutputStream out = client.storeFileStream(absolute(path));
    require(client, out != null);
    return Objects.requireNonNull(out);
  }

  @Override
  public OutputStream appendFileStream(String path) {
    throw new UnsupportedOperationException("Nothing is ever appended");
  }

  /** The server's word on a transfer. */
  @Override
  public boolean completePendingCommand() throws IOException {
    require(client, client.completePendingCommand());
    return true;
  }

  @Override
  public boolean deleteFile(String path) throws IOException {
    return require(client, client.deleteFile(absolute(path)));
  }

  @Override
  public boolean makeDirectory(String path) throws IOException {
    return require(client, client.makeDirectory(absolute(path)));
  }

  @Override
  public boolean removeDirectory(String path) throws IOException {
    return require(client, client.removeDirectory(absolute(path)));
  }

  @Override
  public boolean rename(String from, String to) throws IOException {
    return require(client, client.rename(absolute(from), absolute(to)));
  }

  /** The end of the stream, which follows, is what tells the server. */
  @Override
  public boolean abort() {
    return true;
  }

  @Override
  public void disconnect() {
    drop(client);
  }

  @Override
  public boolean isConnected() {
    return client.isConnected();
  }

  @Override
  public boolean hasFeature(String feature) throws IOException {
    return client.hasFeature(feature);
  }

  @Override
  public int getReplyCode() {
    return client.getReplyCode();
  }

  @Override
  public String getReplyString() {
    return client.getReplyString();
  }

  /** The directory of the login is where paths begin, and not where later commands leave it. */
  private String absolute(@Nullable String path) {
    return home + (path == null ? "" : path.replaceFirst("^/", ""));
  }

  private static boolean require(FTPClient client, boolean done) throws IOException {
    if (!done) {
      throw FtpReplies.failure(client);
    }
    return true;
  }

  private static void drop(FTPClient client) {
    try {
      client.disconnect();
    } catch (IOException e) {
      // it is over either way
    }
  }
}

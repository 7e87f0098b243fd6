package io.keepsake.provider.local.sftp;

import com.jcraft.jsch.ChannelSubsystem;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes one connection: socket, SSH, the SFTP subsystem. A thread of its own does it, so the one
 * that waits can be interrupted and has a deadline whatever step hangs.
 */
final class SshConnector {

  /** Reaching the server, greeting it and logging in may each take as long as one step may. */
  private static final int STEPS = 3;

  private final SftpConfig config;
  private final SshErrors errors;
  private final CompletableFuture<SftpTransport> made = new CompletableFuture<>();
  private volatile Optional<Socket> socket = Optional.empty();
  private volatile Optional<Session> session = Optional.empty();
  private volatile Optional<String> offered = Optional.empty();
  private volatile boolean aborted;

  SshConnector(SftpConfig config) {
    this.config = config;
    errors = new SshErrors(config);
  }

  /** Connects. Used once. */
  SftpTransport connect() throws RemoteException {
    Thread.ofVirtual().name("sftp-connect-" + config.host()).start(this::run);
    try {
      return made.get(STEPS * config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      abort();
      throw RemoteException.interrupted(e);
    } catch (TimeoutException e) {
      abort();
      throw errors.timeout(e);
    } catch (ExecutionException e) {
      throw aborted
          ? new RemoteException(Reason.CLOSED, "the store was closed", e.getCause())
          : errors.of(e.getCause(), offered);
    }
  }

  /** Closes the connection at once, made or half made. */
  void abort() {
    aborted = true;
    socket.ifPresent(SshConnector::close);
    // It waits for locks and for the socket; nobody has to wait for it.
    session.ifPresent(live -> Thread.ofVirtual().name("sftp-goodbye").start(live::disconnect));
  }

  private void run() {
    try {
      made.complete(make());
    } catch (IOException | JSchException | RuntimeException e) {
      abortQuietly();
      made.completeExceptionally(e);
    }
  }

  private void abortQuietly() {
    boolean byUs = aborted;
    abort();
    aborted = byUs;
  }

  private SftpTransport make() throws IOException, JSchException {
    JSch jsch = new JSch();
    SshIdentities identities = SshIdentities.of(config.login());
    SshHostKeys hostKeys = new SshHostKeys(jsch, config.knownHosts(), config.hostKeyCheck());
    int timeout = (int) config.connectTimeout().toMillis();
    Socket connected = reach(timeout);
    Session made = jsch.getSession(config.user(), config.host(), config.port());
    session = Optional.of(made);
    ConnectedSocket given = new ConnectedSocket(connected);
    made.setSocketFactory(given);
    made.setHostKeyRepository(hostKeys);
    made.setIdentityRepository(identities);
    made.setConfig("StrictHostKeyChecking", "yes");
    made.setConfig("PreferredAuthentications", methods());
    made.setThreadFactory(Thread.ofVirtual().name("sftp-reader-" + config.host()).factory());
    config.login().password().ifPresent(password -> made.setPassword(password.copyBytes()));
    // Two of these without an answer end a connection that is not in use.
    made.setServerAliveInterval((int) config.idleTimeout().toMillis());
    try {
      made.connect(timeout);
    } finally {
      offered = hostKeys.offered();
    }
    return channel(made, given, timeout);
  }

  private SftpTransport channel(Session session, ConnectedSocket socket, int timeout)
      throws IOException, JSchException {
    SftpTransport transport =
        new SftpTransport(config.peer(), config.idleTimeout(), socket::isSilent, this::abort);
    ChannelSubsystem channel = (ChannelSubsystem) session.openChannel("subsystem");
    channel.setSubsystem("sftp");
    channel.setOutputStream(new SftpDecoder(transport));
    OutputStream out = channel.getOutputStream();
    try {
      channel.connect(timeout);
    } catch (JSchException e) {
      throw new RemoteException(
          Reason.DENIED,
          config.peer() + ": it lets the user in, but offers no SFTP; switch its subsystem on",
          e);
    }
    transport.start(out);
    return transport;
  }

  private String methods() {
    return config.login().password().isPresent()
        ? "publickey,password,keyboard-interactive"
        : "publickey";
  }

  /** The first of the host's addresses that answers. */
  private Socket reach(int timeout) throws IOException {
    Optional<IOException> failure = Optional.empty();
    for (InetAddress address : InetAddress.getAllByName(config.host())) {
      Socket candidate = new Socket();
      socket = Optional.of(candidate);
      try {
        if (aborted) {
          throw new IOException("closed");
        }
        candidate.connect(new InetSocketAddress(address, config.port()), timeout);
        return candidate;
      } catch (IOException e) {
        close(candidate);
        failure = failure.or(() -> Optional.of(e));
      }
    }
    throw failure.orElseGet(() -> new IOException("no address"));
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is of no use any more
    }
  }
}

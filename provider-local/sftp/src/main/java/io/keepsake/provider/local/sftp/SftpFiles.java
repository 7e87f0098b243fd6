package io.keepsake.provider.local.sftp;

import io.keepsake.provider.local.remote.ConnectionPool;
import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import io.keepsake.provider.local.remote.RemoteFiles;
import io.keepsake.provider.local.remote.RemoteInput;
import io.keepsake.provider.local.remote.RemoteOutput;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Files on an SFTP server. Paths that begin with {@code ~/} are below the user's home there. */
final class SftpFiles implements RemoteFiles {

  /** What a server answers that opens or syncs no directories. */
  private static final Set<Reason> NO_SYNC =
      EnumSet.of(Reason.FAILED, Reason.UNSUPPORTED, Reason.INVALID, Reason.DENIED);

  private final ConnectionPool<SftpConnection> pool;
  private final String home;
  private final Set<Ability> abilities;
  private volatile boolean syncsDirectories;

  private SftpFiles(ConnectionPool<SftpConnection> pool, SftpConnection first) {
    this.pool = pool;
    home = first.home();
    Set<Ability> found = EnumSet.of(Ability.MODIFICATION_TIME);
    if (first.has(SftpCode.POSIX_RENAME)) {
      found.add(Ability.ATOMIC_REPLACE);
    }
    if (first.has(SftpCode.HARD_LINK)) {
      found.add(Ability.LINK);
    }
    if (first.has(SftpCode.STAT_VFS)) {
      found.add(Ability.SPACE);
    }
    abilities = Set.copyOf(found);
    syncsDirectories = first.has(SftpCode.FSYNC);
  }

  /** Connects and asks what the server can do. */
  public static SftpFiles open(SftpConfig config) throws RemoteException {
    ConnectionPool<SftpConnection> pool =
        new ConnectionPool<>(config.connections(), () -> new SftpAttempt(config));
    try (ConnectionPool<SftpConnection>.Lease lease = pool.lease()) {
      return new SftpFiles(pool, lease.connection());
    }
  }

  @Override
  public Set<Ability> abilities() {
    return abilities;
  }

  @Override
  public Optional<Facts> stat(String path) throws RemoteException {
    try (ConnectionPool<SftpConnection>.Lease lease = pool.lease()) {
      return lease.connection().stat(absolute(path));
    }
  }

  @Override
  public void list(String directory, Entries entries) throws RemoteException {
    try (ConnectionPool<SftpConnection>.Lease lease = pool.lease()) {
      lease.connection().list(absolute(directory), entries);
    } catch (RemoteException e) {
      boolean noDirectory =
          e.reason() == Reason.FAILED
              && !stat(directory).map(Facts::type).equals(Optional.of(FileType.DIRECTORY));
      throw noDirectory ? new RemoteException(Reason.MISSING, e.words(), e) : e;
    }
  }

  @Override
  public RemoteInput open(String path) throws RemoteException {
    ConnectionPool<SftpConnection>.Lease lease = pool.lease();
    try {
      return new SftpInput(lease, absolute(path));
    } catch (RemoteException e) {
      lease.close();
      throw e;
    }
  }

  @Override
  public RemoteOutput create(String path, long length) throws RemoteException {
    ConnectionPool<SftpConnection>.Lease lease = pool.lease();
    try {
      return new SftpOutput(lease, absolute(path));
    } catch (RemoteException e) {
      lease.close();
      throw e;
    }
  }

  @Override
  public void createDirectory(String path) throws RemoteException {
    try (ConnectionPool<SftpConnection>.Lease lease = pool.lease()) {
      lease.connection().createDirectory(absolute(path));
    }
  }

  @Override
  public void link(String existing, String link) throws RemoteException {
    try (ConnectionPool<SftpConnection>.Lease lease = pool.lease()) {
      lease.connection().extended(SftpCode.HARD_LINK, absolute(existing), absolute(link));
    }
  }

  @Override
  public void rename(String from, String to) throws RemoteException {
    try (ConnectionPool<SftpConnection>.Lease lease = pool.lease()) {
      lease.connection().rename(absolute(from), absolute(to));
    }
  }

  /**
   * One step where the server has OpenSSH's. Elsewhere a plain rename, and where that refuses a
   * taken name, the old file is set aside beside the new one first, and put back if the rest fails.
   */
  @Override
  public void replace(String from, String to) throws RemoteException {
    try (ConnectionPool<SftpConnection>.Lease lease = pool.lease()) {
      SftpConnection connection = lease.connection();
      String source = absolute(from);
      String target = absolute(to);
      if (connection.has(SftpCode.POSIX_RENAME)) {
        connection.extended(SftpCode.POSIX_RENAME, source, target);
      } else {
        renameOver(connection, source, target);
      }
    }
  }

  private static void renameOver(SftpConnection connection, String source, String target)
      throws RemoteException {
    try {
      connection.rename(source, target);
      return;
    } catch (RemoteException e) {
      boolean taken = e.reason() == Reason.FAILED || e.reason() == Reason.EXISTS;
      if (!taken || !connection.stat(target).map(Facts::type).equals(Optional.of(FileType.FILE))) {
        throw e;
      }
    }
    String aside = source + "-old-" + UUID.randomUUID();
    connection.rename(target, aside);
    try {
      connection.rename(source, target);
    } catch (RemoteException e) {
      connection.rename(aside, target);
      throw e;
    }
    connection.removeLater(aside);
  }

  @Override
  public void delete(String path) throws RemoteException {
    try (ConnectionPool<SftpConnection>.Lease lease = pool.lease()) {
      lease.connection().remove(absolute(path));
    }
  }

  @Override
  public void discard(String path) {
    pool.leaseOpen()
        .ifPresent(
            lease -> {
              try (lease) {
                lease.connection().removeLater(absolute(path));
              }
            });
  }

  /** OpenSSH syncs a directory that was opened as a file is; no standard says so. */
  @Override
  public void syncDirectory(String path) throws RemoteException {
    if (!syncsDirectories) {
      return;
    }
    try (ConnectionPool<SftpConnection>.Lease lease = pool.lease()) {
      SftpConnection connection = lease.connection();
      byte[] handle = connection.open(absolute(path), SftpCode.OPEN_READ);
      try {
        connection.await(connection.sync(handle)).expectOk();
      } finally {
        connection.closeLater(handle);
      }
    } catch (RemoteException e) {
      if (!NO_SYNC.contains(e.reason())) {
        throw e;
      }
      syncsDirectories = false;
    }
  }

  @Override
  public Optional<Space> space(String directory) throws RemoteException {
    try (ConnectionPool<SftpConnection>.Lease lease = pool.lease()) {
      return lease.connection().space(absolute(directory));
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  private String absolute(String path) {
    return path.equals("~") || path.startsWith("~/") ? home + path.substring(1) : path;
  }
}

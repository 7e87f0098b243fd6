package io.keepsake.provider.local.smb;

import com.hierynomus.msdtyp.AccessMask;
import com.hierynomus.msfscc.fileinformation.FileAllInformation;
import com.hierynomus.mssmb2.SMB2CreateDisposition;
import com.hierynomus.smbj.share.DiskEntry;
import com.hierynomus.smbj.share.DiskShare;
import com.hierynomus.smbj.share.File;
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

/** Files on a share. The first part of each path is the share. */
final class SmbFiles implements RemoteFiles {

  /** What a server answers that syncs no directories. */
  private static final Set<Reason> NO_SYNC =
      EnumSet.of(Reason.FAILED, Reason.UNSUPPORTED, Reason.INVALID, Reason.DENIED);

  private final ConnectionPool<SmbSession> pool;

  /** One connection on which no file is ever open. */
  private final ConnectionPool<SmbSession> bare;

  private volatile boolean syncsDirectories = true;

  private SmbFiles(SmbConfig config) {
    pool = new ConnectionPool<>(config.connections(), () -> new SmbSession(config));
    bare = new ConnectionPool<>(1, () -> new SmbSession(config));
  }

  /** Connects and logs in. */
  static SmbFiles open(SmbConfig config) throws RemoteException {
    SmbFiles files = new SmbFiles(config);
    files.pool.lease().close();
    return files;
  }

  /** Replacing is one step on some servers, and two on others while somebody reads. */
  @Override
  public Set<Ability> abilities() {
    return Set.of(Ability.LINK, Ability.SPACE, Ability.MODIFICATION_TIME);
  }

  private <T> T call(SmbSession.Use<T> use) throws RemoteException {
    try (ConnectionPool<SmbSession>.Lease lease = pool.lease()) {
      return lease.connection().call(use);
    }
  }

  @Override
  public Optional<Facts> stat(String path) throws RemoteException {
    String name = SmbNames.below(path);
    try {
      return Optional.of(call(share -> facts(share, name)));
    } catch (RemoteException e) {
      if (e.reason() == Reason.MISSING || isGoing(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Facts facts(DiskShare share, String name) {
    DiskEntry entry =
        SmbOpening.any(
            share, name, EnumSet.of(AccessMask.FILE_READ_ATTRIBUTES, AccessMask.FILE_READ_EA));
    try {
      FileAllInformation told = entry.getFileInformation();
      return SmbOpening.facts(
          told.getBasicInformation().getFileAttributes(),
          told.getStandardInformation().getEndOfFile(),
          told.getBasicInformation().getLastWriteTime());
    } finally {
      entry.closeNoWait();
    }
  }

  /** Whether somebody has deleted it whom somebody else keeps from being done with it. */
  private static boolean isGoing(RemoteException failure) {
    return failure.words().contains(SmbStatus.DELETE_PENDING.name());
  }

  @Override
  public void list(String directory, Entries entries) throws RemoteException {
    try (ConnectionPool<SmbSession>.Lease lease = pool.lease()) {
      SmbListing.of(lease.connection(), SmbNames.below(directory), entries);
    }
  }

  @Override
  public RemoteInput open(String path) throws RemoteException {
    String name = SmbNames.below(path);
    ConnectionPool<SmbSession>.Lease lease = pool.lease();
    try {
      return new SmbInput(lease, share -> SmbOpening.toRead(share, name));
    } catch (RemoteException e) {
      lease.close();
      throw isGoing(e) ? new RemoteException(Reason.MISSING, e.words(), e) : e;
    }
  }

  @Override
  public RemoteOutput create(String path, long length) throws RemoteException {
    String name = SmbNames.below(path);
    ConnectionPool<SmbSession>.Lease lease = pool.lease();
    try {
      return new SmbOutput(lease, share -> SmbOpening.toWrite(share, name));
    } catch (RemoteException e) {
      lease.close();
      throw e;
    }
  }

  @Override
  public void createDirectory(String path) throws RemoteException {
    String name = SmbNames.below(path);
    call(share -> closed(SmbOpening.directory(share, name, SMB2CreateDisposition.FILE_CREATE)));
  }

  /** One step on the server, which refuses a taken name in it: a hard link. */
  @Override
  public void link(String existing, String link) throws RemoteException {
    String from = SmbNames.below(existing);
    String to = SmbNames.below(link);
    call(
        share -> {
          try (File file =
              SmbOpening.file(share, from, EnumSet.of(AccessMask.FILE_WRITE_ATTRIBUTES))) {
            file.createHardlink(to, false);
          }
          return true;
        });
  }

  @Override
  public void rename(String from, String to) throws RemoteException {
    rename(pool, from, to, SmbOpening.Taken.REFUSED);
  }

  private static void rename(
      ConnectionPool<SmbSession> through, String from, String to, SmbOpening.Taken taken)
      throws RemoteException {
    String source = SmbNames.below(from);
    String target = SmbNames.below(to);
    try (ConnectionPool<SmbSession>.Lease lease = through.lease()) {
      lease.connection().call(share -> SmbOpening.rename(share, source, target, taken));
    }
  }

  /**
   * Servers replace a file in one step, but not one that is open: Samba if it is open through the
   * same connection, Windows if it is open at all. So a connection without files has a try, and
   * then the file is set aside, where those who read it go on.
   */
  @Override
  public void replace(String from, String to) throws RemoteException {
    try {
      rename(pool, from, to, SmbOpening.Taken.REPLACED);
      return;
    } catch (RemoteException e) {
      requireOpenElsewhere(to, e);
    }
    try {
      rename(bare, from, to, SmbOpening.Taken.REPLACED);
      return;
    } catch (RemoteException e) {
      requireOpenElsewhere(to, e);
    }
    String aside = from + "-old-" + UUID.randomUUID();
    rename(to, aside);
    try {
      rename(from, to);
    } catch (RemoteException e) {
      rename(aside, to);
      throw e;
    }
    discard(aside);
  }

  private void requireOpenElsewhere(String path, RemoteException failure) throws RemoteException {
    if (failure.reason() != Reason.DENIED && failure.reason() != Reason.FAILED) {
      throw failure;
    }
    Optional<Facts> found = stat(path);
    if (found.map(Facts::type).equals(Optional.of(FileType.DIRECTORY))) {
      throw new RemoteException(Reason.EXISTS, "a directory has the name", failure);
    }
    if (found.isEmpty()) {
      throw failure;
    }
  }

  @Override
  public void delete(String path) throws RemoteException {
    String name = SmbNames.below(path);
    try {
      call(share -> SmbOpening.delete(share, name));
    } catch (RemoteException e) {
      throw isGoing(e) ? new RemoteException(Reason.MISSING, e.words(), e) : e;
    }
  }

  @Override
  public void discard(String path) {
    String name;
    try {
      name = SmbNames.below(path);
    } catch (RemoteException e) {
      return; // then there is no such file
    }
    pool.leaseOpen()
        .ifPresent(
            lease -> {
              try (lease) {
                lease.connection().later(share -> SmbOpening.delete(share, name));
              }
            });
  }

  @Override
  public void syncDirectory(String path) throws RemoteException {
    if (!syncsDirectories) {
      return;
    }
    String name = SmbNames.below(path);
    try {
      call(share -> SmbOpening.sync(share, name));
    } catch (RemoteException e) {
      if (!NO_SYNC.contains(e.reason())) {
        throw e;
      }
      syncsDirectories = false;
    }
  }

  @Override
  public Optional<Space> space(String directory) throws RemoteException {
    String name = SmbNames.below(directory);
    return Optional.of(call(share -> SmbOpening.space(share, name)));
  }

  @Override
  public void close() {
    pool.close();
    bare.close();
  }

  private static boolean closed(DiskEntry entry) {
    entry.close();
    return true;
  }
}

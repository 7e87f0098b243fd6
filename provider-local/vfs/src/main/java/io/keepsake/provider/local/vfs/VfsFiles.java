package io.keepsake.provider.local.vfs;

import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import io.keepsake.provider.local.remote.RemoteFiles;
import io.keepsake.provider.local.remote.RemoteInput;
import io.keepsake.provider.local.remote.RemoteOutput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.vfs2.Capability;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.provider.UriParser;

/** Files that VFS shows. No link, no sync and no free space: VFS has no words for them. */
final class VfsFiles implements RemoteFiles {

  private final VfsPool pool;
  private final Set<Ability> abilities;

  private VfsFiles(VfsPool pool, Set<Ability> abilities) {
    this.pool = pool;
    this.abilities = Set.copyOf(abilities);
  }

  /** Connects and asks what VFS and the server can do. */
  static VfsFiles open(VfsConfig config) throws RemoteException {
    config.protocol().requireLibrary();
    VfsPool pool = new VfsPool(config);
    try {
      Set<Ability> found = EnumSet.noneOf(Ability.class);
      if (pool.with(VfsFiles::tellsTimes)) {
        found.add(Ability.MODIFICATION_TIME);
      }
      return new VfsFiles(pool, found);
    } catch (RemoteException e) {
      pool.close();
      throw e;
    }
  }

  private static boolean tellsTimes(VfsSession session) throws FileSystemException {
    return session.file("/").getFileSystem().hasCapability(Capability.GET_LAST_MODIFIED);
  }

  @Override
  public Set<Ability> abilities() {
    return abilities;
  }

  @Override
  public Optional<Facts> stat(String path) throws RemoteException {
    return pool.with(session -> facts(session.file(path)));
  }

  private Optional<Facts> facts(FileObject file) throws FileSystemException {
    return switch (file.getType()) {
      case FOLDER -> Optional.of(new Facts(FileType.DIRECTORY, 0, Optional.empty()));
      case IMAGINARY -> Optional.empty();
      default -> Optional.of(new Facts(FileType.FILE, file.getContent().getSize(), modified(file)));
    };
  }

  private Optional<Instant> modified(FileObject file) throws FileSystemException {
    return abilities.contains(Ability.MODIFICATION_TIME)
        ? Optional.of(Instant.ofEpochMilli(file.getContent().getLastModifiedTime()))
        : Optional.empty();
  }

  /** An entry of a directory. */
  private record Entry(String name, Facts facts) {}

  /** VFS hands out a directory's entries all at once, so all are held. */
  @Override
  public void list(String directory, Entries entries) throws RemoteException {
    for (Entry entry : pool.with(session -> children(session.file(directory)))) {
      entries.entry(entry.name(), entry.facts());
    }
  }

  private List<Entry> children(FileObject directory) throws FileSystemException {
    List<Entry> found = new ArrayList<>();
    for (FileObject child : directory.getChildren()) {
      String name = UriParser.decode(child.getName().getBaseName());
      facts(child).ifPresent(facts -> found.add(new Entry(name, facts)));
    }
    return found;
  }

  @Override
  public RemoteInput open(String path) throws RemoteException {
    VfsPool.Lease lease = pool.lease();
    try {
      Optional<Facts> facts = pool.call(lease.session(), () -> facts(lease.session().file(path)));
      if (facts.isEmpty()) {
        throw new RemoteException(Reason.MISSING, "there is none");
      }
      return new VfsInput(pool, lease, path, facts.get());
    } catch (RemoteException e) {
      lease.end();
      throw e;
    }
  }

  /** Only for names that nobody else makes: whatever is there is overwritten. */
  @Override
  public RemoteOutput create(String path, long length) throws RemoteException {
    VfsPool.Lease lease = pool.lease();
    try {
      return new VfsOutput(pool, lease, path);
    } catch (RemoteException e) {
      lease.end();
      throw e;
    }
  }

  @Override
  public void createDirectory(String path) throws RemoteException {
    pool.with(
        session -> {
          FileObject directory = session.file(path);
          if (directory.exists()) {
            throw new RemoteException(Reason.EXISTS, "there is one already");
          }
          directory.createFolder();
          return directory;
        });
  }

  @Override
  public void link(String existing, String link) throws RemoteException {
    throw new RemoteException(Reason.UNSUPPORTED, "VFS knows no links");
  }

  /**
   * VFS deletes what has the new name, a directory with all that is in it, so a look comes first.
   */
  @Override
  public void rename(String from, String to) throws RemoteException {
    pool.with(
        session -> {
          FileObject target = session.file(to);
          if (target.exists()) {
            throw new RemoteException(Reason.EXISTS, "there is one already");
          }
          session.file(from).moveTo(target);
          return target;
        });
  }

  /** The old file is set aside beside the new one first, and put back if the rest fails. */
  @Override
  public void replace(String from, String to) throws RemoteException {
    Optional<Facts> old = stat(to);
    if (old.isEmpty()) {
      rename(from, to);
      return;
    }
    if (old.get().type() != FileType.FILE) {
      throw new RemoteException(Reason.EXISTS, "a directory has the name");
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

  @Override
  public void delete(String path) throws RemoteException {
    pool.with(
        session -> {
          FileObject file = session.file(path);
          switch (file.getType()) {
            case IMAGINARY -> throw new RemoteException(Reason.MISSING, "there is none");
            case FOLDER -> throw new RemoteException(Reason.FAILED, "it is a directory");
            default -> deleteFile(session, path);
          }
          return file;
        });
  }

  /** Servers refuse to delete what another call has just deleted without saying that it is why. */
  private static void deleteFile(VfsSession session, String path) throws FileSystemException {
    try {
      session.file(path).delete();
    } catch (FileSystemException e) {
      if (session.file(path).exists()) {
        throw e;
      }
    }
  }

  @Override
  public void discard(String path) {
    Thread.ofVirtual()
        .name("vfs-discard")
        .start(
            () -> {
              try {
                delete(path);
              } catch (RemoteException e) {
                // a leftover takes room and harms nothing else
              }
            });
  }

  /** VFS has no words for it. */
  @Override
  public void syncDirectory(String path) {}

  @Override
  public Optional<Space> space(String directory) {
    return Optional.empty();
  }

  @Override
  public void close() {
    pool.close();
  }
}

package io.keepsake.provider.local.remote;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreUsage;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import io.keepsake.provider.local.remote.RemoteFiles.Ability;
import io.keepsake.provider.local.remote.RemoteFiles.Facts;
import io.keepsake.provider.local.remote.RemoteFiles.FileType;
import java.io.InputStream;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Objects as files in a directory of another machine. */
public final class RemoteStore implements ObjectStore {

  private final String id;
  private final String location;
  private final RemoteFiles files;
  private final RemoteErrors errors;
  private final RemoteRoot root;
  private final RemoteDiagnosis diagnosis;
  private final RemoteWriter writer;
  private final RemoteLister lister;
  private volatile boolean closed;

  private RemoteStore(
      String id, String location, RemoteFiles files, RemoteErrors errors, RemoteRoot root) {
    this.id = id;
    this.location = location;
    this.files = files;
    this.errors = errors;
    this.root = root;
    diagnosis = new RemoteDiagnosis(files, root);
    writer = new RemoteWriter(files, root, errors, diagnosis);
    lister = new RemoteLister(files, root, errors);
  }

  /** What opens a connection. */
  @FunctionalInterface
  public interface Opener {
    /** Connects, and lets go of everything if that fails. */
    RemoteFiles open() throws RemoteException;
  }

  /**
   * Opens a store on a directory, which may be missing, but the one it is in may not. The store
   * owns the connection that it makes.
   *
   * @param location where that is, for people; without any credential
   */
  public static RemoteStore open(String id, String location, String root, Opener opener)
      throws StoreException {
    RemoteErrors errors = new RemoteErrors(id, location);
    RemoteFiles files;
    try {
      files = opener.open();
    } catch (RemoteException e) {
      throw errors.of("connect to " + location, e);
    }
    try {
      return new RemoteStore(id, location, files, errors, RemoteRoot.open(files, errors, root));
    } catch (StoreException e) {
      files.close();
      throw e;
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public Set<Capability> capabilities() {
    Set<Capability> all = EnumSet.noneOf(Capability.class);
    if (writer.links() != RemotePlacement.Links.MISSING) {
      all.add(Capability.CONDITIONAL_PUT);
    }
    if (files.abilities().contains(Ability.SPACE)) {
      all.add(Capability.QUOTA);
    }
    if (files.abilities().contains(Ability.MODIFICATION_TIME)) {
      all.add(Capability.MODIFICATION_TIME);
    }
    return all;
  }

  @Override
  public void put(ObjectName name, ObjectContent content, PutCondition condition, Purpose purpose)
      throws StoreException {
    enter("store " + name);
    writer.put(name, content, condition);
  }

  @Override
  public InputStream get(ObjectName name, ByteRange range, Purpose purpose) throws StoreException {
    String asked = "read " + name;
    enter(asked);
    RemoteInput file;
    try {
      file = files.open(root.file(name));
    } catch (RemoteException e) {
      throw isMissing(name, e) ? missing(name) : errors.of(asked, e);
    }
    try {
      return reader(name, range, file);
    } catch (RemoteException e) {
      file.close();
      throw errors.of(asked, e);
    } catch (StoreException e) {
      file.close();
      throw e;
    }
  }

  /** The size is that of the open file, which a replacement under the same name leaves alone. */
  private InputStream reader(ObjectName name, ByteRange range, RemoteInput file)
      throws RemoteException, StoreException {
    Facts facts = file.facts();
    if (facts.type() != FileType.FILE) {
      throw missing(name);
    }
    long size = facts.length();
    if (range.offset() >= size && !range.isAll()) {
      throw errors.of(
          Kind.INVALID,
          "read " + name,
          "the range begins at %d, and it has %d bytes".formatted(range.offset(), size));
    }
    long end = range.offset() + Math.min(range.length(), size - range.offset());
    RemoteInput.Tail tail = end == size ? RemoteInput.Tail.END : RemoteInput.Tail.MORE;
    return new RemoteReader(name, file, file.bytes(range.offset(), end, tail), errors);
  }

  @Override
  public Optional<ObjectStat> stat(ObjectName name, Purpose purpose) throws StoreException {
    String asked = "look up " + name;
    enter(asked);
    try {
      Optional<ObjectStat> found =
          files
              .stat(root.file(name))
              .filter(facts -> facts.type() == FileType.FILE)
              .map(facts -> new ObjectStat(name, facts.length(), facts.modified()));
      if (found.isEmpty()) {
        root.exists(); // an object is missing only if its store is there
      }
      return found;
    } catch (RemoteException e) {
      throw errors.of(asked, e);
    }
  }

  @Override
  public ListPage list(String prefix, Optional<String> continuation, int limit, Purpose purpose)
      throws StoreException {
    enter("list '" + prefix + "'");
    return lister.list(prefix, continuation, limit);
  }

  @Override
  public void delete(Collection<ObjectName> names, Purpose purpose) throws StoreException {
    enter("delete objects");
    for (ObjectName name : names) {
      enter("delete " + name);
      try {
        delete(name);
      } catch (RemoteException e) {
        throw errors.of("delete " + name, diagnosis.of(e, 0));
      }
    }
  }

  /** Directories are no objects, and servers differ in what they do to them. */
  private void delete(ObjectName name) throws RemoteException, StoreException {
    String path = root.file(name);
    try {
      files.delete(path);
    } catch (RemoteException e) {
      if (e.reason() == Reason.MISSING) {
        root.exists();
        return;
      }
      if (!files.stat(path).map(Facts::type).equals(Optional.of(FileType.DIRECTORY))) {
        throw e;
      }
    }
  }

  @Override
  public StoreUsage usage(Purpose purpose) throws StoreException {
    enter("tell its free space");
    try {
      String place = root.exists() ? root.path() : RemoteRoot.parent(root.path());
      Optional<RemoteFiles.Space> space = files.space(place);
      return new StoreUsage(
          OptionalLong.empty(),
          space.isPresent() ? OptionalLong.of(space.get().availableBytes()) : OptionalLong.empty());
    } catch (RemoteException e) {
      throw errors.of("tell its free space", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    files.close();
  }

  /** Some servers answer "failure" for a name below that of a file. */
  private boolean isMissing(ObjectName name, RemoteException cause) throws StoreException {
    try {
      return cause.reason() == Reason.MISSING
          || (cause.reason() == Reason.FAILED && files.stat(root.file(name)).isEmpty());
    } catch (RemoteException e) {
      return false;
    }
  }

  private StoreException missing(ObjectName name) throws StoreException {
    root.exists();
    return errors.of(Kind.NOT_FOUND, "read " + name, "there is no such object");
  }

  private void enter(String asked) throws StoreException {
    if (closed) {
      throw errors.of(Kind.UNAVAILABLE, asked, "the store is closed");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw errors.of(Kind.INTERRUPTED, asked, "it was interrupted");
    }
  }
}

package io.keepsake.provider.local;

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
import io.keepsake.provider.local.LocalWriter.HardLinks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Objects as files in a directory. */
final class LocalStore implements ObjectStore {

  private static final Set<String> NO_LINKS = Set.of("vfat", "msdos", "exfat", "fat", "fat32");

  private final LocalConfig config;
  private final LocalErrors errors;
  private final LocalRoot root;
  private final OpenFiles open = new OpenFiles();
  private final LocalWriter writer;
  private final LocalLister lister;

  private LocalStore(LocalConfig config, LocalErrors errors, LocalRoot root, HardLinks hardLinks) {
    this.config = config;
    this.errors = errors;
    this.root = root;
    writer = new LocalWriter(root, open, errors, hardLinks);
    lister = new LocalLister(root, errors);
  }

  /** Opens the directory, which may be missing but not unreachable. */
  static LocalStore open(LocalConfig config) throws StoreException {
    LocalErrors errors = new LocalErrors(config);
    LocalRoot root = LocalRoot.open(config, errors);
    return new LocalStore(config, errors, root, hardLinks(root));
  }

  /** The same on a file system of known ability. */
  static LocalStore open(LocalConfig config, HardLinks hardLinks) throws StoreException {
    LocalErrors errors = new LocalErrors(config);
    return new LocalStore(config, errors, LocalRoot.open(config, errors), hardLinks);
  }

  @Override
  public String id() {
    return config.id();
  }

  @Override
  public String location() {
    return root.path().toString();
  }

  @Override
  public Set<Capability> capabilities() {
    Set<Capability> all = EnumSet.of(Capability.QUOTA, Capability.MODIFICATION_TIME);
    if (writer.hardLinks() == HardLinks.SUPPORTED) {
      all.add(Capability.CONDITIONAL_PUT);
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
    enter("read " + name);
    if (attributes(name).isEmpty()) {
      throw missing(name);
    }
    try {
      FileChannel channel = open.add(FileChannel.open(root.file(name), StandardOpenOption.READ));
      return reader(name, range, channel);
    } catch (NoSuchFileException e) {
      throw missing(name); // deleted since we looked
    } catch (IOException e) {
      throw errors.of("read " + name, e);
    }
  }

  /** The size is that of the open file, which a replacement under the same name leaves alone. */
  private InputStream reader(ObjectName name, ByteRange range, FileChannel channel)
      throws IOException {
    long size = channel.size();
    if (range.offset() >= size && !range.isAll()) {
      open.close(channel);
      throw errors.of(
          Kind.INVALID,
          "read " + name,
          "the range begins at %d, and it has %d bytes".formatted(range.offset(), size));
    }
    long end = range.offset() + Math.min(range.length(), size - range.offset());
    return new LocalReader(name, channel, range.offset(), end, open, errors);
  }

  @Override
  public Optional<ObjectStat> stat(ObjectName name, Purpose purpose) throws StoreException {
    enter("look up " + name);
    return attributes(name)
        .map(
            found ->
                new ObjectStat(
                    name, found.size(), Optional.of(found.lastModifiedTime().toInstant())));
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
        if (attributes(name).isPresent()) {
          Files.deleteIfExists(root.file(name));
        }
      } catch (IOException e) {
        throw errors.of("delete " + name, e);
      }
    }
  }

  @Override
  public StoreUsage usage(Purpose purpose) throws StoreException {
    enter("tell its free space");
    try {
      Path place = root.exists() ? root.path() : LocalDirectories.parent(root.path());
      long available = Files.getFileStore(place).getUsableSpace();
      return new StoreUsage(OptionalLong.empty(), OptionalLong.of(available));
    } catch (IOException e) {
      throw errors.of("tell its free space", e);
    }
  }

  @Override
  public void close() {
    open.closeAll();
  }

  /** What the file system tells of an object; empty only if the root is there and the file not. */
  private Optional<BasicFileAttributes> attributes(ObjectName name) throws StoreException {
    Path file = root.file(name);
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      if (found.isRegularFile()) {
        return Optional.of(found);
      }
    } catch (NoSuchFileException e) {
      // falls through to the question why
    } catch (IOException e) {
      if (!isBelowFile(file)) {
        throw errors.of("look up " + name, e);
      }
    }
    root.exists();
    return Optional.empty();
  }

  /** Whether an object's name continues another object's, so that it cannot be there. */
  private boolean isBelowFile(Path file) {
    for (Path above = file.getParent();
        above != null && !above.equals(root.path());
        above = above.getParent()) {
      if (Files.isRegularFile(above)) {
        return true;
      }
    }
    return false;
  }

  private StoreException missing(ObjectName name) {
    return errors.of(Kind.NOT_FOUND, "read " + name, "there is no such object");
  }

  private void enter(String asked) throws StoreException {
    if (open.isClosed()) {
      throw errors.of(Kind.UNAVAILABLE, asked, "the store is closed");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw errors.of(Kind.INTERRUPTED, asked, "it was interrupted");
    }
  }

  private static HardLinks hardLinks(LocalRoot root) {
    try {
      Path place = Files.exists(root.path()) ? root.path() : root.path().getParent();
      String type = place == null ? "" : Files.getFileStore(place).type();
      return NO_LINKS.contains(type.toLowerCase(Locale.ROOT))
          ? HardLinks.MISSING
          : HardLinks.SUPPORTED;
    } catch (IOException e) {
      return HardLinks.SUPPORTED; // the first put finds out
    }
  }
}

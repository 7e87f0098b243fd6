package org.example.shoebox;

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
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Objects as files of one directory. */
final class ShoeboxStore implements ObjectStore {

  private static final String TEMPORARY = ".new-";

  private final ShoeboxConfig config;
  private final ShoeboxUse use;

  ShoeboxStore(ShoeboxConfig config) {
    this.config = config;
    this.use = new ShoeboxUse(config.id());
  }

  @Override
  public String id() {
    return config.id();
  }

  @Override
  public String location() {
    return config.directory().toString();
  }

  /** A hard link is made only if the name is free: that decides races. */
  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.CONDITIONAL_PUT, Capability.MODIFICATION_TIME);
  }

  /** Writes a new file, forces it to the disk, and gives it its name in one step. */
  @Override
  public void put(ObjectName name, ObjectContent content, PutCondition condition, Purpose purpose)
      throws StoreException {
    String asked = "store " + name;
    use.check(asked);
    Path fresh = config.directory().resolve(TEMPORARY + UUID.randomUUID());
    try {
      Files.createDirectories(config.directory());
      ShoeboxFile.write(fresh, name, content, use);
      use.check(asked);
      Path file = ShoeboxFile.path(config.directory(), name);
      if (condition == PutCondition.IF_ABSENT) {
        Files.createLink(file, fresh);
      } else {
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw use.failure(asked, e);
    } finally {
      discard(fresh);
    }
  }

  @Override
  public InputStream get(ObjectName name, ByteRange range, Purpose purpose) throws StoreException {
    String asked = "read " + name;
    use.check(asked);
    try {
      Path file = ShoeboxFile.path(config.directory(), name);
      FileChannel channel = use.add(FileChannel.open(file, StandardOpenOption.READ));
      try {
        long start = ShoeboxFile.start(name);
        long length = channel.size() - start;
        if (range.offset() >= length && !range.isAll()) {
          throw use.failure(Kind.INVALID, asked, "the range begins behind its end");
        }
        long count = Math.min(range.length(), length - range.offset());
        return new ShoeboxStream(channel, start + range.offset(), count, asked, use);
      } catch (IOException e) {
        use.close(channel);
        throw e;
      }
    } catch (IOException e) {
      throw use.failure(asked, e);
    }
  }

  @Override
  public Optional<ObjectStat> stat(ObjectName name, Purpose purpose) throws StoreException {
    String asked = "look up " + name;
    use.check(asked);
    try {
      return Optional.of(ShoeboxFile.stat(ShoeboxFile.path(config.directory(), name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw use.failure(asked, e);
    }
  }

  /** Reads the names of all files for each page: fine for a shoebox, not for a warehouse. */
  @Override
  public ListPage list(String prefix, Optional<String> continuation, int limit, Purpose purpose)
      throws StoreException {
    String asked = "list '" + prefix + "'";
    use.check(asked);
    try {
      TreeMap<ObjectName, ObjectStat> all = all();
      List<ObjectStat> rest =
          continuation
              .map(last -> all.tailMap(new ObjectName(last), false))
              .orElse(all)
              .values()
              .stream()
              .filter(object -> object.name().value().startsWith(prefix))
              .limit(limit + 1L)
              .toList();
      return rest.size() <= limit
          ? new ListPage(rest, Optional.empty())
          : new ListPage(rest.subList(0, limit), Optional.of(rest.get(limit - 1).name().value()));
    } catch (IOException e) {
      throw use.failure(asked, e);
    }
  }

  @Override
  public void delete(Collection<ObjectName> names, Purpose purpose) throws StoreException {
    for (ObjectName name : names) {
      String asked = "delete " + name;
      use.check(asked);
      try {
        Files.deleteIfExists(ShoeboxFile.path(config.directory(), name));
      } catch (IOException e) {
        throw use.failure(asked, e);
      }
    }
    use.check("delete objects");
  }

  @Override
  public StoreUsage usage(Purpose purpose) throws StoreException {
    use.check("tell its use");
    return new StoreUsage(OptionalLong.empty(), OptionalLong.empty());
  }

  @Override
  public void close() {
    use.end();
  }

  private TreeMap<ObjectName, ObjectStat> all() throws IOException {
    TreeMap<ObjectName, ObjectStat> all = new TreeMap<>();
    if (Files.notExists(config.directory())) {
      return all;
    }
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            config.directory(), file -> !file.getFileName().toString().startsWith(TEMPORARY))) {
      for (Path file : files) {
        try {
          ObjectStat object = ShoeboxFile.stat(file);
          all.put(object.name(), object);
        } catch (NoSuchFileException e) {
          // Deleted since the directory was read: not there any more, so not listed.
        }
      }
    }
    return all;
  }

  private static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // Left behind under a name that no listing shows.
    }
  }
}

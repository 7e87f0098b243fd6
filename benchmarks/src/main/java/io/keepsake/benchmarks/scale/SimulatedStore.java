package io.keepsake.benchmarks.scale;

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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A store of data packs that cannot be read, and of other objects, which are files: what several
 * stores have in common is in one directory, what this one was given in another. Nothing is forced
 * to the disk, as what is measured is not the disk.
 */
final class SimulatedStore implements ObjectStore {

  private final String id;
  private final Path own;
  private final Gone gone;
  private final StoredFiles files;
  private final SimulatedNames names;
  private final Optional<SimulatedPacks> packs;

  /**
   * Opens one.
   *
   * @param own the directory of this store
   * @param common what all have besides, and which packs; empty for the store that is common
   */
  SimulatedStore(String id, Path own, Optional<CommonObjects> common) throws IOException {
    this.id = id;
    this.own = own;
    this.gone = Gone.load(own);
    this.files = StoredFiles.open(own, common.map(CommonObjects::directory), gone.names());
    this.packs = common.map(objects -> new SimulatedPacks(objects.simulation(), gone));
    this.names = new SimulatedNames(files, packs);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String location() {
    return own.toString();
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.CONDITIONAL_PUT);
  }

  @Override
  public void put(ObjectName name, ObjectContent content, PutCondition condition, Purpose purpose)
      throws StoreException {
    if (condition == PutCondition.IF_ABSENT && stat(name, purpose).isPresent()) {
      throw failure(Kind.ALREADY_EXISTS, name, "it is there already");
    }
    try {
      files.write(name.value(), content);
    } catch (IOException e) {
      throw failure(Kind.QUOTA, name, e.toString());
    }
  }

  @Override
  public InputStream get(ObjectName name, ByteRange range, Purpose purpose) throws StoreException {
    if (simulated(name).isPresent()) {
      throw failure(Kind.DENIED, name, "simulated packs have no bytes");
    }
    if (!files.has(name.value())) {
      throw failure(Kind.NOT_FOUND, name, "it is not there");
    }
    try {
      InputStream in = files.read(name.value());
      if (range.isAll()) {
        return in;
      }
      try (in) {
        in.skipNBytes(range.offset());
        return new ByteArrayInputStream(
            in.readNBytes((int) Math.min(range.length(), Integer.MAX_VALUE)));
      }
    } catch (IOException e) {
      throw failure(Kind.INVALID, name, e.toString());
    }
  }

  @Override
  public Optional<ObjectStat> stat(ObjectName name, Purpose purpose) {
    Optional<ObjectStat> simulated = simulated(name);
    return simulated.isPresent() ? simulated : files.stat(name.value());
  }

  private Optional<ObjectStat> simulated(ObjectName name) {
    return packs.flatMap(all -> all.find(name).stream().mapToObj(all::stat).findFirst());
  }

  @Override
  public ListPage list(String prefix, Optional<String> continuation, int limit, Purpose purpose) {
    return names.page(prefix, continuation, limit);
  }

  @Override
  public void delete(Collection<ObjectName> doomed, Purpose purpose) throws StoreException {
    for (ObjectName name : doomed) {
      if (packs.isEmpty() || !packs.get().delete(name)) {
        try {
          files.delete(name.value());
        } catch (IOException e) {
          throw failure(Kind.UNAVAILABLE, name, e.toString());
        }
      }
    }
  }

  @Override
  public StoreUsage usage(Purpose purpose) {
    return new StoreUsage(OptionalLong.empty(), OptionalLong.empty());
  }

  /** Remembers what was deleted. */
  @Override
  public void close() {
    try {
      gone.save(own);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private StoreException failure(Kind kind, ObjectName name, String problem) {
    return new StoreException(kind, id, "Provider %s, %s: %s".formatted(id, name, problem));
  }
}

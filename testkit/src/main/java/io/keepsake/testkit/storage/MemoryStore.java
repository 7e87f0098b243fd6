package io.keepsake.testkit.storage;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectChecksum;
import io.keepsake.core.spi.storage.ObjectChecksum.Algorithm;
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
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** A store in memory that keeps the whole contract. */
public final class MemoryStore implements ObjectStore {

  /** An object; its array never changes. */
  record Stored(ByteBuffer bytes, Instant modified) {}

  private final String id;
  private final String location;
  private final ConcurrentNavigableMap<ObjectName, Stored> objects;
  private volatile boolean closed;

  /** An empty store that shares its objects with no other. */
  public MemoryStore(String id) {
    this(id, "memory", new ConcurrentSkipListMap<>());
  }

  MemoryStore(String id, String location, ConcurrentNavigableMap<ObjectName, Stored> objects) {
    this.id = id;
    this.location = location;
    this.objects = objects;
  }

  /** A second store, open, on the same objects. */
  public MemoryStore again() {
    return new MemoryStore(id, location, objects);
  }

  /** The names of all objects, in order. */
  public List<ObjectName> names() {
    return List.copyOf(objects.keySet());
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
    return Set.of(Capability.CONDITIONAL_PUT, Capability.USAGE, Capability.MODIFICATION_TIME);
  }

  @Override
  public void put(ObjectName name, ObjectContent content, PutCondition condition, Purpose purpose)
      throws StoreException {
    enter("store " + name);
    Stored stored = new Stored(ByteBuffer.wrap(bytes(name, content)), Instant.now());
    enter("store " + name);
    if (condition == PutCondition.ANY) {
      objects.put(name, stored);
    } else if (objects.putIfAbsent(name, stored) != null) {
      throw failure(Kind.ALREADY_EXISTS, "store " + name, "there is an object of that name");
    }
  }

  @Override
  public InputStream get(ObjectName name, ByteRange range, Purpose purpose) throws StoreException {
    enter("read " + name);
    Stored stored = objects.get(name);
    if (stored == null) {
      throw failure(Kind.NOT_FOUND, "read " + name, "there is no such object");
    }
    int size = stored.bytes().capacity();
    if (range.offset() >= size && !range.isAll()) {
      throw failure(Kind.INVALID, "read " + name, "the range begins behind its end");
    }
    int start = (int) range.offset();
    int end = start + (int) Math.min(range.length(), size - start);
    return new MemoryStream(stored.bytes().array(), start, end, () -> enter("read " + name));
  }

  @Override
  public Optional<ObjectStat> stat(ObjectName name, Purpose purpose) throws StoreException {
    enter("look up " + name);
    return Optional.ofNullable(objects.get(name))
        .map(
            stored ->
                new ObjectStat(
                    name,
                    stored.bytes().capacity(),
                    Optional.of(stored.modified()),
                    Set.of(ObjectChecksum.of(Algorithm.CRC32C, stored.bytes()))));
  }

  @Override
  public ListPage list(String prefix, Optional<String> continuation, int limit, Purpose purpose)
      throws StoreException {
    enter("list '" + prefix + "'");
    Collection<ObjectName> names =
        continuation.isEmpty()
            ? objects.keySet()
            : objects.tailMap(new ObjectName(continuation.get()), false).keySet();
    List<ObjectStat> page = new ArrayList<>();
    for (ObjectName name : names) {
      if (!name.value().startsWith(prefix)) {
        if (ObjectName.compareBytes(name.value(), prefix) > 0) {
          break;
        }
        continue;
      }
      Stored stored = objects.get(name);
      if (stored != null) {
        if (page.size() == limit) {
          return new ListPage(page, Optional.of(page.getLast().name().value()));
        }
        page.add(stat(name, stored));
      }
    }
    return new ListPage(page, Optional.empty());
  }

  @Override
  public void delete(Collection<ObjectName> names, Purpose purpose) throws StoreException {
    enter("delete " + names);
    names.forEach(objects::remove);
  }

  @Override
  public StoreUsage usage(Purpose purpose) throws StoreException {
    enter("tell its use");
    long used = objects.values().stream().mapToLong(stored -> stored.bytes().capacity()).sum();
    return new StoreUsage(OptionalLong.of(used), OptionalLong.empty());
  }

  @Override
  public void close() {
    closed = true;
  }

  private byte[] bytes(ObjectName name, ObjectContent content) throws StoreException {
    byte[] bytes;
    try (InputStream in = content.open()) {
      bytes = in.readAllBytes();
    } catch (InterruptedIOException e) {
      Thread.currentThread().interrupt();
      throw failure(Kind.INTERRUPTED, "store " + name, "it was interrupted");
    } catch (IOException e) {
      throw failure(Kind.INVALID, "store " + name, "its bytes cannot be read: " + e.getMessage());
    }
    if (bytes.length != content.length()) {
      throw failure(
          Kind.INVALID,
          "store " + name,
          "%d bytes were announced and %d came".formatted(content.length(), bytes.length));
    }
    return bytes;
  }

  private void enter(String asked) throws StoreException {
    if (closed) {
      throw failure(Kind.UNAVAILABLE, asked, "the store is closed");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw failure(Kind.INTERRUPTED, asked, "it was interrupted");
    }
  }

  private StoreException failure(Kind kind, String asked, String problem) {
    return new StoreException(
        kind, id, "Provider %s could not %s: %s".formatted(id, asked, problem));
  }

  private static ObjectStat stat(ObjectName name, Stored stored) {
    return new ObjectStat(name, stored.bytes().capacity(), Optional.of(stored.modified()));
  }
}

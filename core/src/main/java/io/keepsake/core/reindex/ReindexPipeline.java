package io.keepsake.core.reindex;

import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.IndexRecord;
import io.keepsake.core.format.ObjectHead;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.pack.PackReader;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.replicate.ReplicationException;
import io.keepsake.core.repository.IndexWriter;
import io.keepsake.core.repository.Outage;
import io.keepsake.core.repository.PruneMarkReader;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.SweptObjects;
import io.keepsake.core.seal.ByteArrayChannel;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the packs that no readable index object names, reads what is in them from their own
 * directories, and writes index objects that name them. Then index objects of which no store has a
 * good copy say nothing to anybody, and are deleted, if all stores were asked.
 *
 * <p>Whoever writes or prunes at the same moment is not disturbed: naming a pack gives nobody a
 * reason to refer to it that had none, and what is condemned or swept stays so.
 */
public final class ReindexPipeline {

  private final Repository repository;
  private final Set<String> unlisted = new HashSet<>();
  private final Map<ObjectName, String> unreadable = new TreeMap<>();
  private final IndexWriter index;
  private final List<ListedObject> sealed = new ArrayList<>();
  private long indexed;

  /** A reindexing of this vault. */
  public ReindexPipeline(Repository repository) {
    this.repository = repository;
    this.index = new IndexWriter(repository);
  }

  /**
   * Does it.
   *
   * @throws ReplicationException if an index object or a pack cannot be read now, although a store
   *     may have it; what was written until then stays, and does no harm
   */
  public ReindexOutcome run() throws IOException {
    SweptObjects swept =
        SweptObjects.read(
            new PruneMarkReader(repository, Purpose.REPAIR, (_, _) -> {}, Outage.FAILS), unlisted);
    List<ListedObject> damaged = new ArrayList<>();
    Set<Hash> named = named(swept, damaged);
    long packs = 0;
    for (ListedObject pack : list(ObjectNames.PACKS)) {
      Hash hash = ObjectNames.hashOf(pack.name()).orElseThrow();
      if (!swept.has(hash)) {
        packs++;
        if (!named.contains(hash)) {
          index(pack.name(), hash);
        }
      }
    }
    index.flush();
    Map<String, String> left = new TreeMap<>();
    List<ListedObject> bad = new ArrayList<>(damaged);
    bad.removeAll(sealed);
    long removed = unlisted.isEmpty() ? remove(bad, left) : 0;
    return new ReindexOutcome(
        packs,
        indexed,
        damaged.stream().map(ListedObject::name).toList(),
        removed,
        unreadable,
        left);
  }

  private List<ListedObject> list(String prefix) throws IOException {
    return repository.list(prefix, Purpose.REPAIR, unlisted::add).stream()
        .filter(object -> ObjectNames.hashOf(object.name()).isPresent())
        .toList();
  }

  /** The packs that readable index objects name. */
  private Set<Hash> named(SweptObjects swept, List<ListedObject> damaged) throws IOException {
    Set<Hash> named = new HashSet<>();
    for (ListedObject object : list(ObjectNames.INDEX)) {
      if (!swept.has(object.name())) {
        try {
          IndexRecord.decode(repository.open(object.name(), ObjectType.INDEX, Purpose.REPAIR))
              .forEach(record -> named.add(record.pack()));
        } catch (IOException e) {
          requireDamage(e);
          damaged.add(object);
          if (!(e instanceof ReplicationException)) {
            sealed.add(object); // it is what was stored, and may be of a newer program or key
          }
        }
      }
    }
    return named;
  }

  private void index(ObjectName name, Hash hash) throws IOException {
    IndexRecord record;
    try {
      record = read(name, hash);
    } catch (IOException e) {
      requireDamage(e);
      if (!(e instanceof ReplicationException missing) || !missing.isMissingEverywhere()) {
        unreadable.put(name, e.getMessage()); // otherwise it was pruned since it was listed
      }
      return;
    }
    index.add(record);
    indexed++;
  }

  private IndexRecord read(ObjectName name, Hash hash) throws IOException {
    byte[] object = repository.read(name, Purpose.REPAIR);
    ObjectType type = ObjectHead.parse(object).type();
    if (type != ObjectType.DATA_PACK && type != ObjectType.TREE_PACK) {
      throw new FormatException("it is no pack");
    }
    try (PackReader reader =
        new PackReader(repository.sealer(), type, new ByteArrayChannel(object, object.length))) {
      return new IndexRecord(hash, type, object.length, reader.directory());
    }
  }

  /** What may be there, and cannot be read now, is no damage. */
  private static void requireDamage(IOException e) throws IOException {
    boolean damage =
        !(e instanceof InterruptedIOException)
            && !Thread.currentThread().isInterrupted()
            && (!(e instanceof ReplicationException failure) || failure.isNoGoodCopyLeft());
    if (!damage) {
      throw e;
    }
  }

  private long remove(List<ListedObject> damaged, Map<String, String> left) throws IOException {
    if (damaged.isEmpty()) {
      return 0;
    }
    Map<String, List<ObjectName>> byStore = new TreeMap<>();
    for (ListedObject object : damaged) {
      object
          .lengths()
          .keySet()
          .forEach(id -> byStore.computeIfAbsent(id, _ -> new ArrayList<>()).add(object.name()));
    }
    left.putAll(repository.replicas().delete(byStore, Purpose.REPAIR));
    for (String id : byStore.keySet()) {
      if (!repository.replicas().writable().contains(id)) {
        left.put(id, "Provider " + id + " is only read, and keeps it");
      }
    }
    return left.isEmpty() ? damaged.size() : 0;
  }
}

package io.keepsake.core.verify;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.IndexRecord;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.format.SnapshotManifest;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.index.IndexedPack;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.repository.MarkReader;
import io.keepsake.core.repository.PruneMarkReader;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.SweptObjects;
import io.keepsake.core.repository.TreeReading;
import io.keepsake.core.snapshot.TreeWalker;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Checks a vault: first its structure, then, if asked, its bytes. */
public final class VerifyPipeline {

  /**
   * What was checked.
   *
   * @param snapshots number of snapshots
   * @param objects number of copies of objects
   * @param bytes bytes compared with their hashes
   */
  public record Outcome(long snapshots, long objects, long bytes) {}

  private final Repository repository;
  private final Findings findings;
  private final VaultListener listener;
  private SweptObjects swept = new SweptObjects(Map.of(), List.of());

  /** A check that reports there. */
  public VerifyPipeline(Repository repository, Findings findings, VaultListener listener) {
    this.repository = repository;
    this.findings = findings;
    this.listener = listener;
  }

  /**
   * Runs it.
   *
   * @param percentOfPacks how many of each hundred packs are read, by chance; 0 to read nothing but
   *     what the structure needs
   * @throws IOException if a store cannot be listed, or on an interrupt; damage is not thrown
   */
  public Outcome run(int percentOfPacks) throws IOException {
    Inventory inventory = new Inventory(repository, findings);
    inventory.others(ObjectNames.KEYS).forEach(key -> inventory.requireAlike(key, findings));
    inventory.others(ObjectNames.AUDIT).forEach(log -> inventory.requireAlike(log, findings));
    checkMarks(inventory);
    swept = readSwept(); // behind packs: what is deleted meanwhile is among it
    inventory.dropSwept(swept);
    ChunkIndex index = checkIndex(inventory);
    long snapshots = checkSnapshots(inventory, index);
    if (percentOfPacks == 0) {
      return new Outcome(snapshots, inventory.copies(), 0);
    }
    Predicate<ListedObject> sample = sample(percentOfPacks);
    long bytes =
        new DataCheck(repository, index, inventory.listedPacks(), findings, listener)
            .run(() -> inventory.objects().filter(sample).iterator(), this::isSweptNow);
    return new Outcome(snapshots, inventory.copies(), bytes);
  }

  /** Opens tombstones and holds, and leaves out the snapshots that are forgotten. */
  private void checkMarks(Inventory inventory) throws IOException {
    MarkReader reader =
        new MarkReader(
            repository, Purpose.VERIFY, (name, problem) -> findings.add("", name.value(), problem));
    for (String prefix : List.of(ObjectNames.FORGOTTEN, ObjectNames.HOLDS, ObjectNames.FENCES)) {
      inventory.others(prefix).forEach(mark -> inventory.requireAlike(mark, findings));
    }
    List<Hash> ids = inventory.snapshots().map(each -> Inventory.hash(each.name())).toList();
    inventory.dropSnapshots(reader.all(ids)::isForgotten);
  }

  private SweptObjects readSwept() throws IOException {
    PruneMarkReader reader = new PruneMarkReader(repository, Purpose.VERIFY, (_, _) -> {});
    return SweptObjects.read(reader, new HashSet<>());
  }

  /** Asks again: something that cannot be read may have been swept since. */
  private boolean isSweptNow(ObjectName name) throws IOException {
    return !Thread.currentThread().isInterrupted() && readSwept().has(name);
  }

  private boolean isForgotten(Hash id) throws IOException {
    return !Thread.currentThread().isInterrupted()
        && new MarkReader(repository, Purpose.VERIFY, (_, _) -> {})
            .ofListed(List.of(id))
            .isForgotten(id);
  }

  private ChunkIndex checkIndex(Inventory inventory) throws IOException {
    ChunkIndex index = new ChunkIndex(repository.indexSpace());
    SeenPacks seen = new SeenPacks(inventory.listedPacks());
    for (Iterator<ListedObject> each = inventory.indexes().iterator(); each.hasNext(); ) {
      ListedObject listed = each.next();
      List<IndexRecord> records = List.of();
      try {
        records =
            IndexRecord.decode(repository.open(listed.name(), ObjectType.INDEX, Purpose.VERIFY));
      } catch (IOException e) {
        if (isSweptNow(listed.name())) {
          inventory.dropIndex(Inventory.hash(listed.name())); // since it was listed
          continue;
        }
        damaged(listed.name(), e);
      }
      for (IndexRecord record : records) {
        if (!swept.has(record.pack()) && seen.add(record.pack())) {
          index.add(record);
        }
      }
      inventory.requireAlike(listed, findings);
    }
    index.settle();
    for (IndexedPack pack : index.packs()) {
      inventory.require(pack, findings);
    }
    return index;
  }

  private long checkSnapshots(Inventory inventory, ChunkIndex index) throws IOException {
    long count = 0;
    Map<Hash, SnapshotManifest> manifests = new LinkedHashMap<>();
    for (Iterator<ListedObject> each = inventory.snapshots().iterator(); each.hasNext(); ) {
      ListedObject listed = each.next();
      Hash id = Inventory.hash(listed.name());
      inventory.requireAlike(listed, findings);
      try {
        manifests.put(id, repository.snapshot(id, Purpose.VERIFY));
      } catch (IOException e) {
        if (isForgotten(id)) {
          inventory.dropSnapshot(id); // since it was listed
          continue;
        }
        damaged(listed.name(), e);
      }
      count++;
    }
    try (TreeReading trees = repository.openTrees(index, Purpose.VERIFY)) {
      if (!isWhole(manifests.values(), index, trees)) {
        count -= findLost(manifests, inventory, index, trees);
      }
    }
    return count;
  }

  private boolean isWhole(
      Collection<SnapshotManifest> manifests, ChunkIndex index, TreeReading trees)
      throws IOException {
    try (ContentSums sums = new ContentSums(repository.indexSpace(), index, trees)) {
      for (SnapshotManifest manifest : manifests) {
        sums.add(manifest);
      }
      return sums.agree();
    }
  }

  /** Says what of each snapshot is lost; answers how many are forgotten meanwhile. */
  private int findLost(
      Map<Hash, SnapshotManifest> manifests,
      Inventory inventory,
      ChunkIndex index,
      TreeReading trees)
      throws IOException {
    int forgotten = 0;
    for (Map.Entry<Hash, SnapshotManifest> each : manifests.entrySet()) {
      ObjectName name = ObjectNames.snapshot(each.getKey());
      try {
        SnapshotCheck check = new SnapshotCheck(name.value(), index, trees, findings);
        new TreeWalker(trees).walk(each.getValue().root(), check);
      } catch (IOException e) {
        if (isForgotten(each.getKey())) {
          inventory.dropSnapshot(each.getKey()); // since it was listed
          forgotten++;
        } else {
          damaged(name, e);
        }
      }
    }
    return forgotten;
  }

  private void damaged(ObjectName name, IOException e) throws IOException {
    if (e instanceof InterruptedIOException || Thread.currentThread().isInterrupted()) {
      throw e;
    }
    findings.add("", name.value(), "no store has a good copy: " + e.getMessage());
  }

  /** Takes that many of each hundred packs, by chance, and all that is no pack. */
  private static Predicate<ListedObject> sample(int percent) {
    int start = RandomGenerator.getDefault().nextInt(100);
    return object ->
        !object.name().value().startsWith(ObjectNames.PACKS)
            || (Math.floorMod(Inventory.hash(object.name()).hashCode(), 100) + start) % 100
                < percent;
  }
}

package io.keepsake.core.verify;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.IndexRecord;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.format.SnapshotManifest;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.index.IndexedPack;
import io.keepsake.core.repository.MarkReader;
import io.keepsake.core.repository.PruneMarkReader;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.SnapshotMarks;
import io.keepsake.core.repository.SweptObjects;
import io.keepsake.core.repository.TreeReading;
import io.keepsake.core.snapshot.TreeWalker;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    inventory.names(ObjectNames.KEYS).forEach(name -> inventory.requireAlike(name, findings));
    inventory.names(ObjectNames.AUDIT).forEach(name -> inventory.requireAlike(name, findings));
    checkMarks(inventory);
    swept = readSwept(); // behind packs: what is deleted meanwhile is among it
    List.copyOf(inventory.objects().keySet()).stream().filter(swept::has).forEach(inventory::drop);
    ChunkIndex index = checkIndex(inventory);
    long snapshots = checkSnapshots(inventory, index);
    if (percentOfPacks == 0) {
      return new Outcome(snapshots, inventory.copies(), 0);
    }
    List<ObjectName> chosen = sample(inventory, percentOfPacks);
    new DataCheck(repository, index, findings, listener, this::isSweptNow).run(chosen, inventory);
    long bytes =
        chosen.stream()
            .flatMap(name -> inventory.objects().get(name).values().stream())
            .mapToLong(Long::longValue)
            .sum();
    return new Outcome(snapshots, inventory.copies(), bytes);
  }

  /** Opens tombstones and holds, and leaves out the snapshots that are forgotten. */
  private void checkMarks(Inventory inventory) throws IOException {
    MarkReader reader =
        new MarkReader(
            repository, Purpose.VERIFY, (name, problem) -> findings.add("", name.value(), problem));
    for (String prefix : List.of(ObjectNames.FORGOTTEN, ObjectNames.HOLDS, ObjectNames.FENCES)) {
      inventory.names(prefix).forEach(name -> inventory.requireAlike(name, findings));
    }
    List<ObjectName> names = inventory.names(ObjectNames.SNAPSHOTS);
    SnapshotMarks marks = reader.all(names.stream().map(Inventory::hash).toList());
    names.stream().filter(name -> marks.isForgotten(Inventory.hash(name))).forEach(inventory::drop);
  }

  private SweptObjects readSwept() throws IOException {
    PruneMarkReader reader = new PruneMarkReader(repository, Purpose.VERIFY, (_, _) -> {});
    return SweptObjects.read(reader, new HashSet<>());
  }

  /** Asks again: something that cannot be read may have been swept since. */
  private boolean isSweptNow(ObjectName name) throws IOException {
    return !Thread.currentThread().isInterrupted() && readSwept().has(name);
  }

  private boolean isForgotten(ObjectName snapshot) throws IOException {
    Hash id = Inventory.hash(snapshot);
    return !Thread.currentThread().isInterrupted()
        && new MarkReader(repository, Purpose.VERIFY, (_, _) -> {})
            .ofListed(List.of(id))
            .isForgotten(id);
  }

  private ChunkIndex checkIndex(Inventory inventory) throws IOException {
    ChunkIndex index = new ChunkIndex(repository.indexSpace());
    Set<Hash> known = new HashSet<>();
    for (ObjectName name : inventory.names(ObjectNames.INDEX)) {
      try {
        byte[] plaintext = repository.open(name, ObjectType.INDEX, Purpose.VERIFY);
        for (IndexRecord record : IndexRecord.decode(plaintext)) {
          if (!swept.has(record.pack()) && known.add(record.pack())) {
            index.add(record);
          }
        }
      } catch (IOException e) {
        if (isSweptNow(name)) {
          inventory.drop(name); // since it was listed
        } else {
          damaged(name, e);
        }
      }
      inventory.requireAlike(name, findings);
    }
    index.settle();
    for (IndexedPack pack : index.packs()) {
      inventory.require(ObjectNames.pack(pack.hash()), pack.storedLength(), findings);
    }
    return index;
  }

  private long checkSnapshots(Inventory inventory, ChunkIndex index) throws IOException {
    long count = 0;
    try (TreeReading trees = repository.openTrees(index, Purpose.VERIFY)) {
      for (ObjectName name : inventory.names(ObjectNames.SNAPSHOTS)) {
        inventory.requireAlike(name, findings);
        try {
          SnapshotManifest manifest = repository.snapshot(Inventory.hash(name), Purpose.VERIFY);
          SnapshotCheck check = new SnapshotCheck(name.value(), index, trees, findings);
          new TreeWalker(trees).walk(manifest.root(), check);
        } catch (IOException e) {
          if (isForgotten(name)) {
            inventory.drop(name); // since it was listed
            continue;
          }
          damaged(name, e);
        }
        count++;
      }
    }
    return count;
  }

  private void damaged(ObjectName name, IOException e) throws IOException {
    if (e instanceof InterruptedIOException || Thread.currentThread().isInterrupted()) {
      throw e;
    }
    findings.add("", name.value(), "no store has a good copy: " + e.getMessage());
  }

  private static List<ObjectName> sample(Inventory inventory, int percent) {
    int start = RandomGenerator.getDefault().nextInt(100);
    return inventory.objects().keySet().stream()
        .filter(
            name ->
                !name.value().startsWith(ObjectNames.PACKS)
                    || (Math.floorMod(Inventory.hash(name).hashCode(), 100) + start) % 100
                        < percent)
        .toList();
  }
}

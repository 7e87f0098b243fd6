package io.keepsake.core.vault;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.index.IndexedPack;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.repository.IndexLoader;
import io.keepsake.core.repository.MarkReader;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.SnapshotMarks;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what a vault holds. */
final class VaultFigures {

  private final Repository repository;

  VaultFigures(Repository repository) {
    this.repository = repository;
  }

  VaultStats read() throws IOException {
    Map<String, long[]> perStore = new TreeMap<>();
    for (ObjectStore store : repository.replicas().answeringStores()) {
      perStore.put(store.id(), new long[2]);
    }
    List<Hash> snapshots = new ArrayList<>();
    for (ListedObject object : repository.list("", Purpose.OPEN)) {
      if (object.name().value().startsWith(ObjectNames.SNAPSHOTS)) {
        ObjectNames.hashOf(object.name()).ifPresent(snapshots::add);
      }
      object
          .lengths()
          .forEach(
              (id, length) -> {
                perStore.get(id)[0]++;
                perStore.get(id)[1] += length;
              });
    }
    List<VaultStats.StoreFigures> stores = new ArrayList<>();
    perStore.forEach(
        (id, figures) -> stores.add(new VaultStats.StoreFigures(id, figures[0], figures[1])));
    ChunkIndex index = new IndexLoader(repository, Purpose.OPEN, 1).forReading();
    List<IndexedPack> packs = index.packs();
    long rawBytes = packs.stream().mapToLong(IndexedPack::rawBytes).sum();
    SnapshotMarks marks =
        new MarkReader(repository, Purpose.OPEN, (_, _) -> {}).ofListed(snapshots);
    snapshots.removeIf(marks::isForgotten);
    return new VaultStats(snapshots.size(), index.chunks(), rawBytes, packs.size(), stores);
  }
}

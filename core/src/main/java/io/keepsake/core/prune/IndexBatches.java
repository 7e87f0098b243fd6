package io.keepsake.core.prune;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.IndexRecord;
import io.keepsake.core.repository.IndexWriter;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.Repository.StoredObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Names packs in index objects, at a quorum of stores or more: so often that little is held in
 * memory, and that a run which is killed has not worked in vain.
 */
final class IndexBatches {

  /** As many packs go into one index object as backups put into theirs. */
  private static final int MOST_PACKS = IndexWriter.MOST_PACKS;

  private final Repository repository;
  private final Quorum quorum;
  private final BiConsumer<List<Hash>, Set<String>> stored;
  private final List<IndexRecord> pending = new ArrayList<>();

  /** Batches of which nobody wants to know where they are. */
  IndexBatches(Repository repository, Quorum quorum) {
    this(repository, quorum, (_, _) -> {});
  }

  /**
   * Batches.
   *
   * @param stored is told of packs that an index object names, and of the stores that have it
   */
  IndexBatches(Repository repository, Quorum quorum, BiConsumer<List<Hash>, Set<String>> stored) {
    this.repository = repository;
    this.quorum = quorum;
    this.stored = stored;
  }

  /** Adds a pack that is stored. */
  void add(IndexRecord record) throws IOException {
    pending.add(record);
    if (pending.size() >= MOST_PACKS) {
      flush();
    }
  }

  /** Stores what is left. */
  void flush() throws IOException {
    if (pending.isEmpty()) {
      return;
    }
    StoredObject object = repository.postIndex(List.copyOf(pending));
    quorum.require(object.holders(), "store an index object");
    stored.accept(pending.stream().map(IndexRecord::pack).toList(), object.holders());
    pending.clear();
  }
}

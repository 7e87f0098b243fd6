package io.keepsake.core.prune;

import io.keepsake.core.format.IndexRecord;
import io.keepsake.core.repository.Repository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Names new packs in index objects, so often that a run which is killed has not moved in vain. */
final class RepackIndex {

  private final Repository repository;
  private final Quorum quorum;
  private final List<IndexRecord> pending = new ArrayList<>();

  RepackIndex(Repository repository, Quorum quorum) {
    this.repository = repository;
    this.quorum = quorum;
  }

  /** Adds a pack that is stored. */
  void add(IndexRecord record) throws IOException {
    pending.add(record);
    if (pending.size() >= IndexCoverage.MOST_PACKS) {
      flush();
    }
  }

  /** Stores what is left. */
  void flush() throws IOException {
    IndexCoverage.post(repository, quorum, List.copyOf(pending));
    pending.clear();
  }
}

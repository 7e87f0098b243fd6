package io.keepsake.core.restore;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.TreeReading;
import io.keepsake.core.snapshot.FileChunks;
import io.keepsake.core.snapshot.TreeWalker;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.target.RestoreTarget;
import java.io.IOException;

/**
 * Runs one restore. The walk over the tree is on the calling thread; packs are fetched on virtual
 * threads; blocks are opened, checked and written by a few platform threads.
 */
public final class RestorePipeline {

  private final Repository repository;
  private final ChunkIndex index;
  private final VaultListener listener;

  /** A pipeline that finds chunks by that index. */
  public RestorePipeline(Repository repository, ChunkIndex index, VaultListener listener) {
    this.repository = repository;
    this.index = index;
    this.listener = listener;
  }

  /**
   * Runs it. What cannot be restored is told to the listener and counted; only what ends the whole
   * restore is thrown. Files are put in place whole.
   */
  public RestoreOutcome run(RestoreJob job) throws IOException {
    RestoreLog log =
        new RestoreLog(
            listener,
            job.manifest().files() + job.manifest().directories() + job.manifest().others(),
            job.manifest().bytes());
    try (TreeReading trees = repository.openTrees(index, Purpose.RESTORE);
        RestoreTarget target = RestoreTarget.open(job.target(), job.replacement());
        PackSchedule schedule = new PackSchedule(repository, index);
        BatchRuns batches = new BatchRuns(schedule, log)) {
      FileChunks chunks = new FileChunks(index, trees);
      RestoreFolder root = RestoreFolder.root(target, job.manifest().root());
      ExistingCheck existing = new ExistingCheck(chunks, repository.newDataHash());
      RestoreWalk walk = new RestoreWalk(job, root, batches, chunks, existing, log);
      new TreeWalker(trees).walk(job.manifest().root(), walk);
      batches.finish();
      target.sync();
      return log.outcome(target.ownersNotRestored());
    }
  }
}

package io.keepsake.core.restore;

import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.TreeReading;
import io.keepsake.core.snapshot.FileChunks;
import io.keepsake.core.snapshot.TreeWalker;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.target.RestoreTarget;
import java.io.IOException;

/** Reads back what a restore wrote, and compares every byte with the hashes that are stored. */
public final class RestoreComparison {

  /** Is told of every file of the job, in the order of the tree. */
  public interface Visitor {

    /** A file that is there, with the content that was stored. */
    void same(String path, TreeEntry file) throws IOException;

    /** A file that is not. */
    void different(String path, String problem);

    /** A file whose permissions do not let this user read it back. */
    void unreadable(String path);
  }

  private final Repository repository;
  private final ChunkIndex index;

  /** Finds chunks by that index. */
  public RestoreComparison(Repository repository, ChunkIndex index) {
    this.repository = repository;
    this.index = index;
  }

  /**
   * Compares what the job restored. Directories keep to this user afterwards: their own permissions
   * are not put back.
   *
   * @throws IOException if the tree or the target cannot be read
   */
  public void compare(RestoreJob job, Visitor visitor) throws IOException {
    try (TreeReading trees = repository.openTrees(index, Purpose.RESTORE);
        RestoreTarget target = RestoreTarget.open(job.target(), job.replacement())) {
      ExistingCheck check =
          new ExistingCheck(new FileChunks(index, trees), repository.newDataHash());
      RestoreFolder root = RestoreFolder.root(target, job.manifest().root());
      new TreeWalker(trees)
          .walk(job.manifest().root(), new ComparisonWalk(job, root, check, visitor));
    }
  }
}

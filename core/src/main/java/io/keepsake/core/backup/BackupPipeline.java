package io.keepsake.core.backup;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.format.SnapshotManifest;
import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.placement.Verdict;
import io.keepsake.core.replicate.WriteSession;
import io.keepsake.core.repository.IndexWriter;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.TreeReading;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Runs one backup. The walk is on the calling thread; files are read, cut, hashed and compressed by
 * a few platform threads; packs are stored from virtual threads; the tree is built by one more
 * thread, in the walk's order. Every queue between them is bounded.
 */
public final class BackupPipeline {

  private static final int OPEN_DATA_PACKS = 2;

  private final Repository repository;
  private final ChunkIndex index;
  private final WriteSession session;
  private final VaultListener listener;
  private final Failure failure = new Failure();
  private final BackupCounters counters = new BackupCounters();
  private final IndexWriter indexWriter;
  private final PackWriter dataPacks;
  private final PackWriter treePacks;

  /**
   * A pipeline for one backup.
   *
   * @param index the chunks that count as stored; grows with what is stored
   * @param session tells which stores have everything
   */
  public BackupPipeline(
      Repository repository, ChunkIndex index, WriteSession session, VaultListener listener) {
    this.repository = repository;
    this.index = index;
    this.session = session;
    this.listener = listener;
    this.indexWriter = new IndexWriter(repository);
    this.dataPacks =
        new PackWriter(
            repository, ObjectType.DATA_PACK, OPEN_DATA_PACKS, indexWriter, failure, counters);
    this.treePacks =
        new PackWriter(repository, ObjectType.TREE_PACK, 1, indexWriter, failure, counters);
  }

  /**
   * Runs it. After an exception nothing refers to what was stored, and the next backup uses it as
   * far as index objects name it.
   */
  public BackupOutcome run(BackupJob job) throws IOException {
    Instant begin = Instant.now();
    Optional<SnapshotManifest> previous = job.previous().map(BackupJob.Previous::manifest);
    try (ProgressReporter progress = new ProgressReporter(counters, previous, listener);
        TreeReading chunks = repository.openTrees(index, Purpose.BACKUP);
        TreeBuilder tree = new TreeBuilder(repository, index, treePacks)) {
      TreeEntry root = storeFiles(job, previous, chunks, tree, progress);
      dataPacks.finish();
      treePacks.finish();
      indexWriter.flush();
      requireCopies(job);
      return commit(job, begin, tree, root);
    }
  }

  private TreeEntry storeFiles(
      BackupJob job,
      Optional<SnapshotManifest> previous,
      TreeReading chunks,
      TreeBuilder tree,
      ProgressReporter progress)
      throws IOException {
    UnchangedTest unchanged =
        new UnchangedTest(
            index, chunks, previous.map(SnapshotManifest::time).orElse(Instant.EPOCH));
    PreviousTree before = new PreviousTree(chunks, previous.map(SnapshotManifest::root));
    FileWorkers workers =
        new FileWorkers(
            repository.workers(),
            () -> new FileStorer(repository, index, dataPacks, counters),
            failure,
            counters,
            listener);
    BackupWalk walk = new BackupWalk(unchanged, before, workers, failure, counters, listener);
    TreeAssembly assembly = new TreeAssembly(walk.steps(), tree, failure);
    try {
      job.source().walk(walk);
      walk.end();
      progress.scanned();
      workers.finish();
      return assembly.finish();
    } catch (IOException | RuntimeException | Error e) {
      failure.set(e);
      failure.check();
      throw e;
    } finally {
      workers.abort();
      assembly.abort();
    }
  }

  /** Below the minimum of copies there is no snapshot. */
  private void requireCopies(BackupJob job) throws IOException {
    if (session.settle(job.limits()).level() == Verdict.Level.FAILED) {
      throw session.tooFew("complete the backup");
    }
  }

  private BackupOutcome commit(BackupJob job, Instant begin, TreeBuilder tree, TreeEntry root)
      throws IOException {
    SnapshotManifest manifest =
        new SnapshotManifest(
            begin,
            job.host(),
            job.user(),
            job.source().roots(),
            job.labels(),
            job.previous().map(BackupJob.Previous::id),
            root,
            tree.files(),
            tree.directories(),
            tree.others(),
            tree.bytes(),
            counters.skipped.sum(),
            List.copyOf(session.counted()),
            job.program(),
            Optional.of(job.registration().session()));
    job.registration().stays(); // until it is known that no fence makes the snapshot void
    Repository.StoredObject snapshot = repository.storeSnapshot(manifest);
    job.registration().confirm(snapshot.holders());
    return new BackupOutcome(
        snapshot.hash(),
        manifest,
        counters.unchanged.sum(),
        counters.filesRead.sum(),
        counters.bytesRead.sum(),
        counters.bytesStored.sum() + indexWriter.bytesStored(),
        counters.newChunks.sum());
  }
}

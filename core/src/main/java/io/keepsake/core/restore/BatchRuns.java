package io.keepsake.core.restore;

import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.repository.Tasks;
import io.keepsake.core.snapshot.FileChunks;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs batches one after the other while the next one is filled. There are two at most, so that
 * memory has a bound. For one thread.
 */
final class BatchRuns implements AutoCloseable {

  private final PackSchedule schedule;
  private final RestoreLog log;
  private final ExecutorService runner = Executors.newVirtualThreadPerTaskExecutor();
  private Future<Void> running = CompletableFuture.completedFuture(null);
  private RestoreBatch filling;

  BatchRuns(PackSchedule schedule, RestoreLog log) {
    this.schedule = schedule;
    this.log = log;
    this.filling = new RestoreBatch(log);
  }

  /** Adds a file to be written. */
  void add(FileRestore file, FileChunks chunks, long count) throws IOException {
    filling.add(file, chunks, count);
    if (filling.isFull()) {
      start();
    }
  }

  /** Adds another name of a file that comes before. */
  void link(RestoreFolder folder, TreeEntry entry, String path, FileRestore original) {
    filling.link(folder, entry, path, original);
  }

  /** The walk has left a directory. */
  void left(RestoreFolder folder) {
    filling.left(folder);
  }

  /** Runs what is left and waits for all. */
  void finish() throws IOException {
    start();
    await();
  }

  private void start() throws IOException {
    await();
    RestoreBatch full = filling;
    filling = new RestoreBatch(log);
    running =
        runner.submit(
            () -> {
              full.run(schedule);
              return null;
            });
  }

  private void await() throws IOException {
    Tasks.results(List.of(running));
  }

  /** Ends what runs, if anything does, and waits until no file is open any more. */
  @Override
  public void close() {
    runner.shutdownNow();
    runner.close();
  }
}

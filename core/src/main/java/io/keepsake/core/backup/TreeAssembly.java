package io.keepsake.core.backup;

import io.keepsake.core.format.TreeEntry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** The thread that takes the walk's steps in order, waits for the files and builds the tree. */
final class TreeAssembly {

  private final BlockingQueue<List<WalkStep>> steps;
  private final TreeBuilder tree;
  private final Failure failure;
  private final CompletableFuture<TreeEntry> root = new CompletableFuture<>();
  private final Thread thread;
  private Optional<TreeEntry> last = Optional.empty();

  TreeAssembly(BlockingQueue<List<WalkStep>> steps, TreeBuilder tree, Failure failure) {
    this.steps = steps;
    this.tree = tree;
    this.failure = failure;
    this.thread = Thread.ofPlatform().name("backup-tree").daemon().start(this::run);
  }

  private void run() {
    try {
      while (!root.isDone()) {
        failure.check();
        List<WalkStep> parcel = steps.poll(100, TimeUnit.MILLISECONDS);
        if (parcel != null) {
          for (WalkStep step : parcel) {
            take(step);
          }
        }
      }
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      failure.set(e);
      root.completeExceptionally(e);
    }
  }

  private void take(WalkStep step) throws IOException, InterruptedException {
    switch (step) {
      case WalkStep.Enter(TreeEntry directory) -> tree.enter(directory);
      case WalkStep.Known(TreeEntry entry) -> tree.add(entry);
      case WalkStep.Reading reading -> add(reading);
      case WalkStep.Leave() -> last = Optional.of(tree.leave());
      case WalkStep.End() -> {
        tree.flush();
        root.complete(last.orElseThrow());
      }
    }
  }

  private void add(WalkStep.Reading reading) throws IOException, InterruptedException {
    while (!reading.batch().await(100)) {
      failure.check();
    }
    Optional<StoredFile> file = reading.batch().result(reading.number());
    if (file.isPresent()) {
      StoredFile stored = file.get();
      tree.add(
          new TreeEntry(
              stored.attributes().withName(reading.name()),
              stored.extendedAttributes(),
              stored.content()));
    }
  }

  /** Waits for the tree; answers its root. */
  TreeEntry finish() throws IOException {
    try {
      return root.get();
    } catch (InterruptedException e) {
      throw Failure.interrupted(e);
    } catch (ExecutionException e) {
      failure.check();
      throw new IOException(e.getCause());
    }
  }

  /** Ends the thread in any case. */
  void abort() {
    thread.interrupt();
  }
}

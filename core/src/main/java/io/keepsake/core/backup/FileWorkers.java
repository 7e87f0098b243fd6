package io.keepsake.core.backup;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.format.FormatException;
import io.keepsake.core.replicate.ReplicationException;
import io.keepsake.core.source.Skips;
import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.source.SkippedItem;
import io.keepsake.core.spi.source.SkippedItem.Reason;
import io.keepsake.core.spi.source.SourceItem;
import io.keepsake.core.spi.storage.StoreException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** The bounded pool that reads files: a queue of batches and a few platform threads. */
final class FileWorkers {

  /** How a worker comes by what it alone uses. */
  @FunctionalInterface
  interface StorerFactory {
    FileStorer open() throws IOException;
  }

  private static final int QUEUED_BATCHES = 64;

  private final BlockingQueue<FileBatch> queue = new ArrayBlockingQueue<>(QUEUED_BATCHES);
  private final FileBatch end = new FileBatch();
  private final List<Thread> threads = new ArrayList<>();
  private final StorerFactory storers;
  private final Failure failure;
  private final BackupCounters counters;
  private final VaultListener listener;

  FileWorkers(
      int count,
      StorerFactory storers,
      Failure failure,
      BackupCounters counters,
      VaultListener listener) {
    this.storers = storers;
    this.failure = failure;
    this.counters = counters;
    this.listener = listener;
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofPlatform().name("backup-worker-" + i).daemon().start(this::work));
    }
  }

  /** Hands over a batch; waits while the workers have enough to do. */
  void submit(FileBatch batch) throws IOException {
    try {
      do {
        failure.check();
      } while (!queue.offer(batch, 100, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      throw Failure.interrupted(e);
    }
  }

  /** Waits until all batches are done and every worker has passed on its last block. */
  void finish() throws IOException {
    submit(end);
    join();
    failure.check();
  }

  /** Ends the workers in any case and waits for them. */
  void abort() {
    threads.forEach(Thread::interrupt);
    boolean interrupted = Thread.interrupted();
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void join() throws IOException {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw Failure.interrupted(e);
    }
  }

  private void work() {
    try (FileStorer storer = storers.open()) {
      while (!failure.isSet()) {
        FileBatch batch = queue.poll(100, TimeUnit.MILLISECONDS);
        if (batch == end) {
          queue.put(end); // for the next worker
          storer.flush();
          return;
        }
        if (batch != null) {
          store(batch, storer);
        }
      }
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      failure.set(e);
    }
  }

  private void store(FileBatch batch, FileStorer storer) throws IOException {
    for (SourceItem item : batch.items()) {
      batch.addResult(store(item, storer));
      counters.entries.increment();
    }
    batch.finish();
  }

  private Optional<StoredFile> store(SourceItem item, FileStorer storer) throws IOException {
    try {
      FileStorer.Result result = storer.store(item);
      if (result.rest() == FileStorer.Rest.MOVING) {
        skipped(item, Reason.CHANGED, "it changed while it was read; the last reading is kept");
      }
      counters.bytesDone.add(result.file().attributes().size());
      return Optional.of(result.file());
    } catch (IOException e) {
      if (concernsVault(e)) {
        throw e;
      }
      counters.skipped.increment();
      listener.on(new VaultEvent.ItemSkipped(Skips.of(item.displayPath(), e)));
    }
    return Optional.empty();
  }

  /** Whether a failure is not about the one file being read: then the backup cannot go on. */
  private static boolean concernsVault(IOException e) {
    return e instanceof ReplicationException
        || e instanceof StoreException
        || e instanceof FormatException
        || e instanceof CryptoException
        || e instanceof InterruptedIOException
        || e instanceof ClosedByInterruptException;
  }

  private void skipped(SourceItem item, Reason reason, String detail) {
    counters.skipped.increment();
    listener.on(new VaultEvent.ItemSkipped(new SkippedItem(item.displayPath(), reason, detail)));
  }
}

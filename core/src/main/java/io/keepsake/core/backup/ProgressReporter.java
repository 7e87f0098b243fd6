package io.keepsake.core.backup;

import io.keepsake.core.event.VaultEvent.BackupProgress;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.format.SnapshotManifest;
import java.time.Duration;
import java.util.Optional;

/** Tells how far a backup is, a few times a second. */
final class ProgressReporter implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofMillis(200);

  private final BackupCounters counters;
  private final VaultListener listener;
  private final long expectedFiles;
  private final long expectedBytes;
  private final Thread thread;
  private volatile boolean scanned;

  ProgressReporter(
      BackupCounters counters, Optional<SnapshotManifest> previous, VaultListener listener) {
    this.counters = counters;
    this.listener = listener;
    this.expectedFiles = previous.map(p -> p.files() + p.others()).orElse(0L);
    this.expectedBytes = previous.map(SnapshotManifest::bytes).orElse(0L);
    this.thread = Thread.ofVirtual().name("backup-progress").start(this::run);
  }

  /** The walk has ended. */
  void scanned() {
    scanned = true;
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(INTERVAL);
        report();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed: this thread ends here
    }
  }

  private void report() {
    listener.on(
        new BackupProgress(
            counters.entries.sum(),
            counters.unchanged.sum(),
            counters.bytesDone.sum(),
            counters.bytesStored.sum(),
            expectedFiles,
            expectedBytes,
            scanned));
  }

  /** Reports once more and stops. */
  @Override
  public void close() {
    thread.interrupt();
    report();
  }
}

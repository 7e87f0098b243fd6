package io.keepsake.core.restore;

import io.keepsake.core.event.VaultEvent.RestoreProblem;
import io.keepsake.core.event.VaultEvent.RestoreProgress;
import io.keepsake.core.event.VaultListener;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what a restore does and tells its listener. Safe for use by many threads. */
final class RestoreLog {

  private static final long INTERVAL_NANOS = 200_000_000;

  private final VaultListener listener;
  private final long totalFiles;
  private final long totalBytes;
  private final AtomicLong entries = new AtomicLong();
  private final AtomicLong alreadyThere = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong problems = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong lastReport = new AtomicLong(System.nanoTime());

  RestoreLog(VaultListener listener, long totalFiles, long totalBytes) {
    this.listener = listener;
    this.totalFiles = totalFiles;
    this.totalBytes = totalBytes;
  }

  /** An entry is in place. */
  void restored() {
    entries.incrementAndGet();
    report();
  }

  /** A file was found in place with the right content. */
  void alreadyThere(long size) {
    alreadyThere.incrementAndGet();
    written(size);
    restored();
  }

  /** So many bytes are in place. */
  void written(long count) {
    bytes.addAndGet(count);
    report();
  }

  /** Something could not be restored as it was. */
  void problem(String path, String problem) {
    problems.incrementAndGet();
    listener.on(new RestoreProblem(path, problem));
  }

  /** The stored content of a file is damaged everywhere. */
  void lost(String path, String problem) {
    lost.incrementAndGet();
    problem(path, problem);
  }

  private void report() {
    long now = System.nanoTime();
    long last = lastReport.get();
    if (now - last > INTERVAL_NANOS && lastReport.compareAndSet(last, now)) {
      listener.on(new RestoreProgress(entries.get(), totalFiles, bytes.get(), totalBytes));
    }
  }

  /** What was done so far. */
  RestoreOutcome outcome(long ownersNotRestored) {
    return new RestoreOutcome(
        entries.get(),
        alreadyThere.get(),
        bytes.get(),
        problems.get(),
        lost.get(),
        ownersNotRestored);
  }
}

package io.keepsake.core.backup;

import io.keepsake.core.spi.source.SourceItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Some files that one worker reads one after the other: handing over one at a time would cost more
 * than reading small ones.
 */
final class FileBatch {

  private static final int MOST_FILES = 64;
  private static final long MOST_BYTES = 1 << 20;

  private final List<SourceItem> items = new ArrayList<>();
  private final List<Optional<StoredFile>> results = new ArrayList<>();
  private final CountDownLatch done = new CountDownLatch(1);
  private long bytes;

  /** Adds a file and answers its number. */
  int add(SourceItem item) {
    items.add(item);
    bytes += item.attributes().size();
    return items.size() - 1;
  }

  boolean isFull() {
    return items.size() >= MOST_FILES || bytes >= MOST_BYTES;
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  List<SourceItem> items() {
    return items;
  }

  /** The worker's answer for the next file; empty if it was skipped. */
  void addResult(Optional<StoredFile> result) {
    results.add(result);
  }

  /** The worker is done with it. */
  void finish() {
    done.countDown();
  }

  /** Waits a while for the worker. */
  boolean await(long millis) throws InterruptedException {
    return done.await(millis, TimeUnit.MILLISECONDS);
  }

  /** The answer for a file, once the batch is done. */
  Optional<StoredFile> result(int number) {
    return results.get(number);
  }
}

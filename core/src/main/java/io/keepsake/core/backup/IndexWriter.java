package io.keepsake.core.backup;

import io.keepsake.core.format.IndexRecord;
import io.keepsake.core.repository.Repository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the packs that are stored and writes index objects: one in a while, so that an
 * interrupted backup's work is found by the next one, and one at the end.
 */
final class IndexWriter {

  /** Packs a record; about 2 GiB of stored data. */
  private static final int MOST_PACKS = 64;

  private final Repository repository;
  private List<IndexRecord> pending = new ArrayList<>();
  private long bytesStored;

  IndexWriter(Repository repository) {
    this.repository = repository;
  }

  /** Adds a pack that all active stores have. */
  void add(IndexRecord record) throws IOException {
    List<IndexRecord> full;
    synchronized (this) {
      pending.add(record);
      if (pending.size() < MOST_PACKS) {
        return;
      }
      full = take();
    }
    write(full);
  }

  /** Writes what is left. */
  void flush() throws IOException {
    List<IndexRecord> rest;
    synchronized (this) {
      rest = take();
    }
    if (!rest.isEmpty()) {
      write(rest);
    }
  }

  private List<IndexRecord> take() {
    List<IndexRecord> taken = pending;
    pending = new ArrayList<>();
    return taken;
  }

  private void write(List<IndexRecord> records) throws IOException {
    long written = repository.storeIndex(records);
    synchronized (this) {
      bytesStored += written;
    }
  }

  /** Bytes of all index objects written. */
  synchronized long bytesStored() {
    return bytesStored;
  }
}

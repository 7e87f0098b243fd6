package io.keepsake.core.repository;

import io.keepsake.core.format.IndexRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects packs and writes index objects that name them: one in a while, so that what was done
 * before an interrupt is found by the next run, and one at the end.
 */
public final class IndexWriter {

  /** So many packs go into one index object; about 2 GiB of stored data. */
  public static final int MOST_PACKS = 64;

  private final Repository repository;
  private List<IndexRecord> pending = new ArrayList<>();
  private long bytesStored;

  /** Writes there. */
  public IndexWriter(Repository repository) {
    this.repository = repository;
  }

  /** Adds a pack that all active stores have. */
  public void add(IndexRecord record) throws IOException {
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
  public void flush() throws IOException {
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
  public synchronized long bytesStored() {
    return bytesStored;
  }
}

package io.keepsake.core.repository;

import io.keepsake.core.format.IndexRecord;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the packs that are stored and writes index objects: one in a while, so that an
 * interrupted backup's work is found by the next one, and one at the end.
 */
public final class IndexWriter {

  /** Packs a record; about 2 GiB of stored data. */
  private static final int MOST_PACKS = 64;

  private final Repository repository;
  private final Purpose purpose;
  private List<IndexRecord> pending = new ArrayList<>();
  private long bytesStored;

  /** Writes for that purpose. */
  public IndexWriter(Repository repository, Purpose purpose) {
    this.repository = repository;
    this.purpose = purpose;
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
    long written = repository.storeIndex(records, purpose);
    synchronized (this) {
      bytesStored += written;
    }
  }

  /** Bytes of all index objects written. */
  public synchronized long bytesStored() {
    return bytesStored;
  }
}

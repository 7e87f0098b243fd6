package io.keepsake.core.index;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.Optional;

/** Writes a sorted run, whose entries it is given in their order. */
final class RunWriter implements AutoCloseable {

  private static final int BUFFER_ENTRIES = 1 << 12;

  private final IndexSpace space;
  private final RunLayout layout;
  private final FileChannel file;
  private final ByteBuffer buffer;
  private final Beginnings beginnings;
  private Optional<ChunkEntry> last = Optional.empty();
  private int size;
  private int ids;

  /**
   * A run of at most so many entries.
   *
   * @param shared how many first bits all ids share
   * @throws IOException if a file cannot be made
   */
  RunWriter(IndexSpace space, RunLayout layout, long most, int shared) throws IOException {
    this.space = space;
    this.layout = layout;
    this.buffer =
        ByteBuffer.allocate(layout.entryBytes() * BUFFER_ENTRIES).order(ByteOrder.nativeOrder());
    this.beginnings = new Beginnings(most, shared);
    try {
      this.file = space.newFile();
    } catch (IOException e) {
      throw space.failure(e);
    }
  }

  /** Adds an entry; one that is the same as the one before changes nothing but sums. */
  void add(ChunkEntry entry) throws IOException {
    boolean another = last.isEmpty() || ChunkEntry.isOther(last.get(), entry);
    if (another) {
      ids++;
    } else if (layout == RunLayout.SUMS) {
      last = Optional.of(last.get().plus(entry));
      return;
    } else if (layout == RunLayout.IDS || entry.value() == last.get().value()) {
      return;
    }
    write();
    last = Optional.of(entry);
  }

  private void write() throws IOException {
    if (last.isEmpty()) {
      return;
    }
    ChunkEntry entry = last.get();
    beginnings.note(entry.high(), size);
    buffer.putLong(entry.high()).putLong(entry.low());
    if (layout != RunLayout.IDS) {
      buffer.putLong(entry.value());
    }
    if (layout == RunLayout.PLACES) {
      buffer.putInt(entry.length());
    }
    size++;
    if (!buffer.hasRemaining()) {
      flush();
    }
  }

  private void flush() throws IOException {
    buffer.flip();
    try {
      while (buffer.hasRemaining()) {
        file.write(buffer);
      }
    } catch (IOException e) {
      throw space.failure(e);
    }
    buffer.clear();
  }

  /** The run, which closes what its entries are mapped in. */
  @SuppressWarnings("MustBeClosedChecker")
  SortedRun finish() throws IOException {
    write();
    last = Optional.empty();
    flush();
    beginnings.end(size);
    Arena arena = Arena.ofShared();
    MemorySegment entries =
        file.map(MapMode.READ_ONLY, 0, (long) layout.entryBytes() * size, arena);
    return new SortedRun(arena, entries, layout, beginnings, ids);
  }

  /** Closes the file, which a finished run does not need to be open. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}

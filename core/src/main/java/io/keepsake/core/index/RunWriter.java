package io.keepsake.core.index;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/** Writes a sorted run, whose entries it is given in their order. */
final class RunWriter implements AutoCloseable {

  private static final int BUFFER_BYTES = SortedRun.ENTRY_BYTES << 13;
  private static final int IDS_A_BEGINNING = 64;
  private static final int MOST_BITS = 24;

  private final IndexSpace space;
  private final FileChannel file;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.nativeOrder());
  private final int shift;
  private final int[] firsts;
  private int begun;
  private int size;
  private int ids;
  private long lastHigh;
  private long lastLow;
  private long lastValue;

  /**
   * A run of at most so many entries.
   *
   * @throws IOException if a file cannot be made
   */
  RunWriter(IndexSpace space, long most) throws IOException {
    this.space = space;
    long beginnings = Math.max(1, Math.toIntExact(most) / IDS_A_BEGINNING);
    int bits = Math.min(MOST_BITS, Long.SIZE - Long.numberOfLeadingZeros(beginnings));
    this.shift = Long.SIZE - bits;
    this.firsts = new int[(1 << bits) + 1];
    try {
      this.file = space.newFile();
    } catch (IOException e) {
      throw space.failure(e);
    }
  }

  /** Adds an entry; one that is the same as the one before changes nothing. */
  void add(long high, long low, long value) throws IOException {
    boolean another = size == 0 || high != lastHigh || low != lastLow;
    if (!another && value == lastValue) {
      return;
    }
    ids += another ? 1 : 0;
    begin((int) (high >>> shift));
    buffer.putLong(high).putLong(low).putLong(value);
    if (!buffer.hasRemaining()) {
      flush();
    }
    size++;
    lastHigh = high;
    lastLow = low;
    lastValue = value;
  }

  private void begin(int beginning) {
    while (begun <= beginning) {
      firsts[begun++] = size;
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
    flush();
    begin(firsts.length - 1);
    Arena arena = Arena.ofShared();
    MemorySegment entries =
        file.map(MapMode.READ_ONLY, 0, (long) SortedRun.ENTRY_BYTES * size, arena);
    return new SortedRun(arena, entries, firsts, shift, ids);
  }

  /** Closes the file, which a finished run does not need to be open. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}

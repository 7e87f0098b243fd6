package io.keepsake.core.index;

import io.keepsake.core.format.IndexRecord;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;

/**
 * Packs one behind another, as bytes. The page that is written is in memory, and so are those
 * before it while they are few; the others are in a temporary file. A page goes when nobody has a
 * pack of it any more. Safe for several threads.
 */
final class PackPages extends AbstractList<IndexedPack> implements RandomAccess {

  private static final int FIRST_PAGE_BYTES = 16 << 10;
  private static final int PAGE_BYTES = 4 << 20;

  /** About what a chunk takes here. */
  private static final int CHUNK_BYTES = 16;

  private final IndexSpace space;
  private final List<MemorySegment> pages = new ArrayList<>();

  /** Where packs begin: the number of the page, and the place in it. */
  private long[] places = new long[64];

  private int packs;
  private int used;
  private long inMemory;
  private Optional<FileChannel> file = Optional.empty();

  PackPages(IndexSpace space) {
    this.space = space;
    pages.add(page(FIRST_PAGE_BYTES));
  }

  private static MemorySegment page(int bytes) {
    return MemorySegment.ofArray(new byte[bytes]);
  }

  /** Adds one; its number. */
  synchronized int append(IndexRecord record) throws IOException {
    int bytes = IndexedPack.bytes(record);
    if (used + bytes > pages.getLast().byteSize()) {
      turn(bytes);
    }
    IndexedPack.write(record, pages.getLast(), used);
    if (packs == places.length) {
      places = Arrays.copyOf(places, 2 * packs);
    }
    places[packs] = (long) (pages.size() - 1) << Integer.SIZE | used;
    used += bytes;
    return packs++;
  }

  private void turn(int needed) throws IOException {
    MemorySegment full = pages.getLast();
    if (inMemory + full.byteSize() > (long) CHUNK_BYTES * space.chunksInMemory()) {
      try {
        pages.set(pages.size() - 1, written(full.asSlice(0, used)));
      } catch (IOException e) {
        throw space.failure(e);
      }
    } else {
      inMemory += full.byteSize();
    }
    long bytes = Math.max(needed, Math.min(PAGE_BYTES, 2 * full.byteSize()));
    pages.add(page((int) bytes));
    used = 0;
  }

  private MemorySegment written(MemorySegment page) throws IOException {
    if (file.isEmpty()) {
      file = Optional.of(space.newFile());
    }
    FileChannel channel = file.get();
    long begin = channel.size();
    ByteBuffer bytes = page.asByteBuffer();
    while (bytes.hasRemaining()) {
      channel.write(bytes, begin + bytes.position());
    }
    return channel.map(MapMode.READ_ONLY, begin, page.byteSize(), Arena.ofAuto());
  }

  @Override
  public synchronized IndexedPack get(int number) {
    if (number >= packs) {
      throw new IndexOutOfBoundsException(number);
    }
    long place = places[number];
    return new IndexedPack(number, pages.get((int) (place >>> Integer.SIZE)), (int) place);
  }

  @Override
  public synchronized int size() {
    return packs;
  }
}

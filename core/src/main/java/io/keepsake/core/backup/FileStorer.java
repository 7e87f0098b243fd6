package io.keepsake.core.backup;

import io.keepsake.core.chunk.Chunker;
import io.keepsake.core.format.Content;
import io.keepsake.core.format.Content.StoredExtent;
import io.keepsake.core.format.Hash;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.pack.BlockBuilder;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.spi.crypto.KeyedHash;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.ExtendedAttribute;
import io.keepsake.core.spi.source.Extent;
import io.keepsake.core.spi.source.SourceContent;
import io.keepsake.core.spi.source.SourceItem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads files, cuts them and stores the chunks that are new. One worker's own. */
final class FileStorer implements AutoCloseable {

  /** A file that changes while it is read is read again, this often in all. */
  private static final int ATTEMPTS = 3;

  /** Longer runs of chunks are recorded as several extents, so that none is large. */
  private static final int CHUNKS_AN_EXTENT = 1024;

  private final Chunker chunker;
  private final KeyedHash hash;
  private final ChunkIndex index;
  private final BlockBuilder blocks;
  private final BackupCounters counters;
  private final byte[] buffer;
  private final IdList ids = new IdList();
  private int start;
  private int end;

  FileStorer(Repository repository, ChunkIndex index, PackWriter packs, BackupCounters counters)
      throws IOException {
    this.chunker = repository.chunker();
    this.hash = repository.newDataHash();
    this.index = index;
    this.blocks = new BlockBuilder(repository.compressionLevel(), packs);
    this.counters = counters;
    this.buffer = new byte[Math.max(1 << 20, 2 * chunker.parameters().maximum())];
  }

  /** Whether what was stored is one version of the file. */
  enum Rest {
    /** It is. */
    STILL,
    /** It changed while it was read, every time. */
    MOVING
  }

  record Result(StoredFile file, Rest rest) {}

  /** Stores a file's content. */
  Result store(SourceItem item) throws IOException {
    Result result = attempt(item);
    for (int i = 1; i < ATTEMPTS && result.rest() == Rest.MOVING; i++) {
      result = attempt(item);
    }
    counters.filesRead.increment();
    return result;
  }

  private Result attempt(SourceItem item) throws IOException {
    ids.take(); // what a read that failed midway left behind
    try (SourceContent content = item.open()) {
      EntryAttributes before = content.attributesNow();
      StoredFile stored = read(item, content, before);
      boolean still = unchanged(before, content.attributesNow()) && complete(stored, before);
      return new Result(stored, still ? Rest.STILL : Rest.MOVING);
    }
  }

  private static boolean unchanged(EntryAttributes before, EntryAttributes after) {
    return before.size() == after.size()
        && before.modified().equals(after.modified())
        && before.changed().equals(after.changed());
  }

  /** A stream does not know its size beforehand and has size 0. */
  private static boolean complete(StoredFile stored, EntryAttributes before) {
    return before.size() == 0 || stored.attributes().size() == before.size();
  }

  private StoredFile read(SourceItem item, SourceContent content, EntryAttributes now)
      throws IOException {
    List<Extent> extents = content.extents();
    List<ExtendedAttribute> extended = item.extendedAttributes();
    List<StoredExtent> stored = new ArrayList<>();
    if (isDense(extents, now.size())) {
      long size = readExtent(content, 0, now.size() == 0 ? Long.MAX_VALUE : now.size(), stored);
      return new StoredFile(withSize(item, now, size), extended, content(stored, size));
    }
    long size = now.size();
    for (Extent extent : extents) {
      content.seek(extent.offset());
      long length = readExtent(content, extent.offset(), extent.length(), stored);
      size = Math.max(size, extent.offset() + length);
    }
    return new StoredFile(withSize(item, now, size), extended, content(stored, size));
  }

  private static boolean isDense(List<Extent> extents, long size) {
    return extents.size() == 1
        && extents.getFirst().offset() == 0
        && extents.getFirst().length() >= size;
  }

  private static EntryAttributes withSize(SourceItem item, EntryAttributes now, long size) {
    return now.withName(item.attributes().name()).withSize(size);
  }

  /** One extent over everything needs no offsets. */
  private static Content content(List<StoredExtent> extents, long size) {
    if (size == 0) {
      return Content.EMPTY;
    }
    if (extents.size() == 1
        && extents.getFirst().offset() == 0
        && extents.getFirst().length() == size) {
      return new Content.Dense(extents.getFirst().ids());
    }
    return new Content.Sparse(extents);
  }

  /** Reads and stores up to {@code limit} bytes from {@code offset} on; answers how many came. */
  private long readExtent(SourceContent content, long offset, long limit, List<StoredExtent> stored)
      throws IOException {
    start = 0;
    end = 0;
    long left = limit;
    long extentStart = offset;
    long position = offset;
    int chunks = 0;
    boolean more = true;
    while (true) {
      while (more && end - start < chunker.parameters().maximum()) {
        makeRoom();
        int count = content.read(buffer, end, (int) Math.min(buffer.length - end, left));
        if (count > 0) {
          end += count;
          left -= count;
          counters.bytesRead.add(count);
        }
        more = count > 0 && left > 0;
      }
      if (chunks == CHUNKS_AN_EXTENT || (start == end && chunks > 0)) {
        stored.add(new StoredExtent(extentStart, position - extentStart, ids.take()));
        extentStart = position;
        chunks = 0;
      }
      if (start == end) {
        return position - offset;
      }
      int length = chunker.cut(buffer, start, end - start);
      storeChunk(start, length);
      start += length;
      position += length;
      chunks++;
    }
  }

  private void makeRoom() {
    if (start == end) {
      start = 0;
      end = 0;
    } else if (buffer.length - end < chunker.parameters().maximum() / 4) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    }
  }

  private void storeChunk(int offset, int length) throws IOException {
    Hash id = Hash.of(hash.hash(buffer, offset, length));
    if (index.claim(id)) {
      counters.newChunks.increment();
      blocks.add(buffer, offset, length, id);
    }
    ids.add(id);
  }

  /** Passes on the block that is being filled. */
  void flush() throws IOException {
    blocks.flush();
  }

  @Override
  public void close() {
    blocks.close();
  }
}

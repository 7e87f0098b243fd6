package io.keepsake.core.snapshot;

import io.keepsake.core.format.CborReader;
import io.keepsake.core.format.Content;
import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.format.TreeEntryReader;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.source.RawName;
import java.io.IOException;
import java.util.Optional;

/**
 * The entries of one stored directory, one after the other, a chunk at a time in memory. Refuses
 * names that could leave the directory and names out of order.
 */
public final class Listing {

  private final ChunkReader chunks;
  private final byte[] ids;
  private int nextChunk;
  private CborReader current = new CborReader(new byte[0]);
  private int held;
  private int toReadAgain;
  private RawName last = RawName.EMPTY;

  /**
   * The listing of a directory.
   *
   * @throws FormatException if the entry is none
   */
  public Listing(ChunkReader chunks, TreeEntry directory) throws FormatException {
    if (directory.attributes().kind() != EntryKind.DIRECTORY
        || !(directory.content() instanceof Content.Dense(byte[] listing))) {
      throw new FormatException("a tree entry that should be a directory is none");
    }
    this.chunks = chunks;
    this.ids = listing;
  }

  /** The next entry; empty at the end. */
  public Optional<TreeEntry> next() throws IOException {
    if (toReadAgain > 0) {
      byte[] chunk = chunks.chunk(ids, nextChunk - 1);
      current = new CborReader(chunk, chunk.length - toReadAgain, toReadAgain);
      held = chunk.length;
      toReadAgain = 0;
    }
    while (current.atEnd()) {
      if (nextChunk == ids.length / Hash.BYTES) {
        held = 0;
        return Optional.empty();
      }
      byte[] chunk = chunks.chunk(ids, nextChunk++);
      current = new CborReader(chunk);
      held = chunk.length;
    }
    TreeEntry entry = TreeEntryReader.read(current);
    RawName name = entry.attributes().name();
    if (!name.isEntryName()) {
      throw new FormatException("a tree holds the forbidden name '" + name + "'");
    }
    if (name.compareTo(last) <= 0) {
      throw new FormatException("a tree's names are not ascending at '" + name + "'");
    }
    last = name;
    return Optional.of(entry);
  }

  /** Bytes of the chunk in memory. */
  public int held() {
    return held;
  }

  /** Lets go of the chunk in memory, of which the rest is read again when it is asked for. */
  public void release() {
    toReadAgain = Math.max(toReadAgain, current.left());
    current = new CborReader(new byte[0]);
    held = 0;
  }
}

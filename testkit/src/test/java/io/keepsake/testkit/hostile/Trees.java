package io.keepsake.testkit.hostile;

import io.keepsake.core.format.Content;
import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.snapshot.ChunkReader;
import io.keepsake.core.snapshot.ContentIds;
import io.keepsake.core.snapshot.TreeVisitor;
import io.keepsake.core.snapshot.TreeWalker;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.source.Owner;
import io.keepsake.core.spi.source.RawName;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Trees whose chunks come from one input: each is two bytes with its length, and what it holds. The
 * first byte of an id is the number of the chunk that it names, so that directories can be in
 * themselves, which in a vault they cannot.
 */
final class Trees implements TreeVisitor {

  /** A directory that is twice in each one above it has no end that could be awaited. */
  private static final int MOST_ENTRIES = 5_000;

  /** Each path takes memory once; how much all together take does not matter. */
  private static final long MOST_PATHS = 1 << 20;

  private final ChunkReader chunks;
  private int entries;
  private long paths;

  private Trees(ChunkReader chunks) {
    this.chunks = chunks;
  }

  static void walk(byte[] bytes) throws IOException {
    List<byte[]> parts = parts(bytes);
    ChunkReader chunks =
        (ids, index) -> {
          int number = ids[index * Hash.BYTES] & 0xff;
          if (number >= parts.size()) {
            throw new FormatException("no pack has the chunk " + number);
          }
          return parts.get(number);
        };
    new TreeWalker(chunks).walk(root(), new Trees(chunks));
  }

  private static List<byte[]> parts(byte[] bytes) {
    List<byte[]> parts = new ArrayList<>();
    int at = 0;
    while (at + 2 <= bytes.length) {
      int length = (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
      int end = Math.min(at + 2 + length, bytes.length);
      parts.add(Arrays.copyOfRange(bytes, at + 2, end));
      at = end;
    }
    return parts;
  }

  private static TreeEntry root() {
    EntryAttributes attributes =
        new EntryAttributes(
            RawName.EMPTY,
            EntryKind.DIRECTORY,
            0700,
            new Owner(0, 0, "", ""),
            Instant.EPOCH,
            Instant.EPOCH,
            0,
            1,
            1,
            1,
            0,
            RawName.EMPTY);
    return new TreeEntry(attributes, List.of(), new Content.Dense(new byte[Hash.BYTES]));
  }

  private void count(int length) throws FormatException {
    entries++;
    paths += length;
    if (entries > MOST_ENTRIES || paths > MOST_PATHS) {
      throw new FormatException("enough");
    }
  }

  @Override
  public Descent enter(String path, TreeEntry directory) throws IOException {
    count(path.length());
    return Descent.ENTER;
  }

  @Override
  public void leaf(String path, TreeEntry entry) throws IOException {
    count(path.length());
    ContentIds.tell(entry.content(), chunks, _ -> count(0));
  }

  @Override
  public void leave(String path, TreeEntry directory) {}
}

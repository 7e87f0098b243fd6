package io.keepsake.core.snapshot;

import io.keepsake.core.format.CborWriter;
import io.keepsake.core.format.Content;
import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.format.TreeEntryWriter;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.source.Owner;
import io.keepsake.core.spi.source.RawName;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Trees of one directory in another, as nobody has them but somebody could make them. */
public final class DeepTrees {

  private static final int NUMBER = 4;

  private DeepTrees() {}

  /** The root of a tree whose listing is that chunk. */
  public static TreeEntry root(int chunk) {
    return directory(RawName.EMPTY, chunk, 0);
  }

  /** The chunks of a tree: under each number a listing of one directory, up to the last. */
  public static ChunkReader chunks(String name, int levels, int padding) {
    return chunks(name, levels, padding, 0);
  }

  /** The same with other times, so that trees differ at each level. */
  public static ChunkReader chunks(String name, int levels, int padding, long seconds) {
    RawName raw = RawName.of(name);
    return (ids, index) -> {
      int number = ByteBuffer.wrap(ids, index * Hash.BYTES, NUMBER).getInt();
      if (number >= levels) {
        throw new FormatException("no pack has the chunk " + number);
      }
      CborWriter out = new CborWriter();
      TreeEntryWriter.write(out, directory(raw, number + 1, seconds));
      if (padding > 0) {
        TreeEntryWriter.write(out, file(padding));
      }
      return out.toBytes();
    };
  }

  private static TreeEntry directory(RawName name, int chunk, long seconds) {
    byte[] id = ByteBuffer.allocate(Hash.BYTES).putInt(chunk).array();
    return new TreeEntry(
        attributes(name, EntryKind.DIRECTORY, seconds), List.of(), new Content.Dense(id));
  }

  /** A file with so many bytes of ids that its entry is long. */
  private static TreeEntry file(int padding) {
    byte[] ids = new byte[padding / Hash.BYTES * Hash.BYTES];
    Arrays.fill(ids, (byte) 7);
    return new TreeEntry(
        attributes(RawName.of("~"), EntryKind.FILE, 0), List.of(), new Content.Dense(ids));
  }

  private static EntryAttributes attributes(RawName name, EntryKind kind, long seconds) {
    return new EntryAttributes(
        name,
        kind,
        0700,
        new Owner(0, 0, "", ""),
        Instant.ofEpochSecond(seconds),
        Instant.EPOCH,
        0,
        1,
        1,
        1,
        0,
        RawName.EMPTY);
  }
}

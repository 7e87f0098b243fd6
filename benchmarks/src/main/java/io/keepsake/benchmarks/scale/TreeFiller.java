package io.keepsake.benchmarks.scale;

import io.keepsake.core.format.CborWriter;
import io.keepsake.core.format.Content;
import io.keepsake.core.format.Content.StoredExtent;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.format.TreeEntryWriter;
import io.keepsake.core.snapshot.ListingCutter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Stores trees as backups do: listings cut by names, long lists of extents in chunks of their own.
 */
final class TreeFiller {

  private static final int MOST_INLINE_BYTES = 64 << 10;

  private final PackFiller packs;
  private final ListingCutter cutter;

  /** Chunks of the directories being written, some of which two snapshots have in common. */
  private final Set<Hash> known = new HashSet<>();

  TreeFiller(PackFiller packs, ListingCutter cutter) {
    this.packs = packs;
    this.cutter = cutter;
  }

  /** Nothing that follows is like anything before. */
  void forget() {
    known.clear();
  }

  private void store(CborWriter pending, ByteArrayOutputStream ids) throws IOException {
    if (pending.size() > 0) {
      byte[] chunk = pending.toBytes();
      Hash id = packs.id(chunk);
      if (known.add(id)) {
        packs.add(chunk, id);
      }
      ids.writeBytes(id.bytes());
      pending.reset();
    }
  }

  /** The content of a file of many extents. */
  Content indirect(List<StoredExtent> extents) throws IOException {
    ByteArrayOutputStream ids = new ByteArrayOutputStream();
    CborWriter pending = new CborWriter();
    for (StoredExtent extent : extents) {
      pending.encoded(StoredExtent.encode(List.of(extent)));
      if (pending.size() >= MOST_INLINE_BYTES) {
        store(pending, ids);
      }
    }
    store(pending, ids);
    return new Content.Indirect(ids.toByteArray());
  }

  /** A directory that is being written. */
  final class Directory {

    private final CborWriter pending = new CborWriter();
    private final ByteArrayOutputStream ids = new ByteArrayOutputStream();

    /** Adds an entry, the names ascending. */
    void add(TreeEntry entry) throws IOException {
      TreeEntryWriter.write(pending, entry);
      if (cutter.cutsBehind(entry.attributes().name().bytes(), pending.size())) {
        store(pending, ids);
      }
    }

    /** Ends it; answers its content. */
    Content finish() throws IOException {
      store(pending, ids);
      return new Content.Dense(ids.toByteArray());
    }
  }
}

package io.keepsake.core.backup;

import io.keepsake.core.format.CborWriter;
import io.keepsake.core.format.Content;
import io.keepsake.core.format.Content.StoredExtent;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.format.TreeEntryWriter;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.pack.BlockBuilder;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.snapshot.ListingCutter;
import io.keepsake.core.spi.crypto.KeyedHash;
import io.keepsake.core.spi.source.EntryKind;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Builds the tree of a snapshot from entries that come depth first. One thread's own. */
final class TreeBuilder implements AutoCloseable {

  /** Contents with more bytes of ids than this are put into tree chunks of their own. */
  private static final int MOST_INLINE_BYTES = 64 << 10;

  private static final class Level {
    private final TreeEntry directory;
    private final CborWriter pending = new CborWriter();
    private final IdList chunks = new IdList();

    Level(TreeEntry directory) {
      this.directory = directory;
    }
  }

  private final KeyedHash hash;
  private final ListingCutter cutter;
  private final ChunkIndex index;
  private final BlockBuilder blocks;
  private final Deque<Level> levels = new ArrayDeque<>();
  private long files;
  private long directories;
  private long others;
  private long bytes;

  TreeBuilder(Repository repository, ChunkIndex index, PackWriter packs) throws IOException {
    this.hash = repository.newTreeHash();
    this.cutter = new ListingCutter(repository.gearTable());
    this.index = index;
    this.blocks = new BlockBuilder(repository.compressionLevel(), packs);
  }

  /** A directory begins. */
  void enter(TreeEntry directory) {
    levels.push(new Level(directory));
  }

  /** An entry of the current directory that is no directory. */
  void add(TreeEntry entry) throws IOException {
    if (entry.attributes().kind() == EntryKind.FILE) {
      files++;
      bytes += entry.attributes().size();
    } else {
      others++;
    }
    append(levels.element(), compact(entry));
  }

  /** The current directory ends; answers its entry, complete now. */
  TreeEntry leave() throws IOException {
    Level level = levels.pop();
    directories++;
    cut(level);
    Content listing = new Content.Dense(level.chunks.take());
    TreeEntry directory =
        new TreeEntry(level.directory.attributes(), level.directory.extendedAttributes(), listing);
    if (!levels.isEmpty()) {
      append(levels.element(), directory);
    }
    return directory;
  }

  private void append(Level level, TreeEntry entry) throws IOException {
    TreeEntryWriter.write(level.pending, entry);
    if (cutter.cutsBehind(entry.attributes().name().bytes(), level.pending.size())) {
      cut(level);
    }
  }

  private void cut(Level level) throws IOException {
    if (level.pending.size() > 0) {
      level.chunks.add(store(level.pending.toBytes()));
      level.pending.reset();
    }
  }

  private Hash store(byte[] chunk) throws IOException {
    Hash id = Hash.of(hash.hash(chunk, 0, chunk.length));
    if (index.claim(id)) {
      blocks.add(chunk, 0, chunk.length, id);
    }
    return id;
  }

  private TreeEntry compact(TreeEntry entry) throws IOException {
    if (entry.content() instanceof Content.Sparse(List<StoredExtent> extents) && isLong(extents)) {
      return new TreeEntry(entry.attributes(), entry.extendedAttributes(), indirect(extents));
    }
    return entry;
  }

  private static boolean isLong(List<StoredExtent> extents) {
    long sum = 0;
    for (StoredExtent extent : extents) {
      sum += extent.ids().length + 24;
    }
    return sum > MOST_INLINE_BYTES;
  }

  private Content indirect(List<StoredExtent> extents) throws IOException {
    IdList chunks = new IdList();
    CborWriter pending = new CborWriter();
    for (StoredExtent extent : extents) {
      pending.encoded(StoredExtent.encode(List.of(extent)));
      if (pending.size() >= MOST_INLINE_BYTES) {
        chunks.add(store(pending.toBytes()));
        pending.reset();
      }
    }
    if (pending.size() > 0) {
      chunks.add(store(pending.toBytes()));
    }
    return new Content.Indirect(chunks.take());
  }

  long files() {
    return files;
  }

  long directories() {
    return directories;
  }

  long others() {
    return others;
  }

  long bytes() {
    return bytes;
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

package io.keepsake.core.verify;

import io.keepsake.core.format.Content;
import io.keepsake.core.format.Content.StoredExtent;
import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.SnapshotManifest;
import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.index.ChunkLocation;
import io.keepsake.core.index.ChunkSet;
import io.keepsake.core.index.ChunkSums;
import io.keepsake.core.index.IndexSpace;
import io.keepsake.core.repository.TreeReading;
import io.keepsake.core.snapshot.FileExtents;
import io.keepsake.core.snapshot.TreeVisitor;
import io.keepsake.core.snapshot.TreeWalker;
import io.keepsake.core.spi.source.EntryKind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Tells whether all files of snapshots find all their chunks, with the right lengths in sum,
 * without telling which do not: {@link SnapshotCheck} does that. It looks chunks up in the order of
 * their ids, as a vault of many needs it, and each directory once.
 *
 * <p>Each extent gets a random weight of 64 bits. The lengths of chunks, times the weights of all
 * extents that they are in, have to come to the lengths of extents, times their weights, modulo
 * 2^64. If any length is wrong, that comes true by chance alone: one time in 2^40 at most, as a
 * length is wrong by less than 2^24 a chunk; see R. Freivalds, "Probabilistic machines can use less
 * running time", IFIP Congress 1977, for the idea.
 */
final class ContentSums implements TreeVisitor, AutoCloseable {

  private final ChunkIndex index;
  private final TreeReading trees;
  private final ChunkSums weights;
  private final ChunkSet directories;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private long expected;
  private boolean doubtful;

  ContentSums(IndexSpace space, ChunkIndex index, TreeReading trees) {
    this.index = index;
    this.trees = trees;
    this.weights = new ChunkSums(space);
    this.directories = new ChunkSet(space);
  }

  /**
   * Adds what a snapshot has.
   *
   * @throws IOException if it is too much for memory and cannot be put into files, or on an
   *     interrupt
   */
  void add(SnapshotManifest manifest) throws IOException {
    try {
      new TreeWalker(trees).walk(manifest.root(), this);
    } catch (FormatException e) {
      doubtful = true;
    }
  }

  /**
   * Whether all was found.
   *
   * @throws IOException as above
   */
  boolean agree() throws IOException {
    long[] found = {0};
    boolean[] lost = {doubtful};
    weights.forEach(
        (high, low, weight) -> {
          Optional<ChunkLocation> location = index.find(high, low);
          lost[0] |= location.isEmpty();
          found[0] += weight * location.map(ChunkLocation::length).orElse(0);
        });
    return !lost[0] && found[0] == expected;
  }

  @Override
  public Descent enter(String path, TreeEntry directory) throws IOException {
    if (!(directory.content() instanceof Content.Dense(byte[] ids))) {
      return Descent.ENTER; // which fails
    }
    boolean known = true;
    for (int i = 0; i < ids.length / Hash.BYTES; i++) {
      doubtful |= index.find(ids, i).isEmpty();
      known &= !directories.addIfAbsent(ids, i);
    }
    return known ? Descent.SKIP : Descent.ENTER;
  }

  @Override
  public void leaf(String path, TreeEntry entry) throws IOException {
    if (entry.attributes().kind() == EntryKind.FILE) {
      FileExtents.visit(entry, this::listOfExtents, this::add);
    }
  }

  /** The list; an empty one, and doubt, where it cannot be read. */
  private byte[] listOfExtents(byte[] ids, int number) throws IOException {
    try {
      return trees.chunk(ids, number);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      doubtful = true;
      return new byte[0];
    }
  }

  private void add(StoredExtent extent) throws IOException {
    byte[] ids = extent.ids();
    long weight = random.nextLong();
    expected += weight * extent.length();
    for (int i = 0; i < ids.length / Hash.BYTES; i++) {
      weights.add(ids, i, weight);
    }
  }

  @Override
  public void leave(String path, TreeEntry directory) {
    // Nothing is kept for a directory.
  }

  @Override
  public void unreadable(String path, TreeEntry directory, IOException cause) {
    doubtful = true;
  }

  @Override
  public void close() {
    weights.close();
    directories.close();
  }
}

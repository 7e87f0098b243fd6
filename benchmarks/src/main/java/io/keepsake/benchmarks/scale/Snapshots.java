package io.keepsake.benchmarks.scale;

import io.keepsake.core.format.Content;
import io.keepsake.core.format.Content.StoredExtent;
import io.keepsake.core.format.SnapshotManifest;
import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.repository.Repository;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Two snapshots: directories of a thousand files, a film and photographs. The later one has all
 * that the earlier one has, but in one of a hundred directories a file less.
 */
final class Snapshots {

  private static final int FILES = 1_000;
  private static final int FILM_CHUNKS = 5_000;
  private static final int EXTENT_CHUNKS = 1_024;
  private static final int PHOTO_CHUNKS = 63;
  private static final int CHANGED_EACH = 100;

  private final TreeFiller trees;
  private final NeededChunks chunks;
  private final Entries entries = new Entries();
  private final SplittableRandom random = new SplittableRandom(6);
  private final List<TreeEntry> roots = new ArrayList<>();
  private long files;
  private long directories;
  private long bytes;

  Snapshots(TreeFiller trees, NeededChunks chunks) {
    this.trees = trees;
    this.chunks = chunks;
  }

  /**
   * Fills directories until no chunk is left.
   *
   * @param more further chunks, which are a file of their own
   * @param moreBytes their lengths in sum
   */
  void fill(byte[] more, long moreBytes) throws IOException {
    TreeFiller.Directory before = trees.new Directory();
    TreeFiller.Directory after = trees.new Directory();
    while (!chunks.isEmpty()) {
      directory(before, after);
      trees.forget();
    }
    TreeEntry last = entries.file("zip", new Content.Dense(more), moreBytes);
    count(last);
    before.add(last);
    after.add(last);
    roots.add(entries.root(before.finish()));
    roots.add(entries.root(after.finish()));
    trees.forget();
  }

  private void directory(TreeFiller.Directory before, TreeFiller.Directory after)
      throws IOException {
    String name = "wedding-%06d".formatted(directories);
    boolean changes = directories++ % CHANGED_EACH == 0;
    TreeFiller.Directory whole = trees.new Directory();
    TreeFiller.Directory less = trees.new Directory();
    for (int i = 0; i < FILES && !chunks.isEmpty(); i++) {
      TreeEntry file = i == 0 ? film() : photo(i);
      count(file);
      whole.add(file);
      if (changes && i < FILES - 1 && !chunks.isEmpty()) {
        less.add(file);
      }
    }
    TreeEntry first = entries.directory(name, whole.finish());
    before.add(first);
    after.add(changes ? entries.directory(name, less.finish()) : first);
  }

  private void count(TreeEntry file) {
    files++;
    bytes += file.attributes().size();
  }

  private TreeEntry film() throws IOException {
    List<StoredExtent> extents = new ArrayList<>();
    long size = 0;
    for (int left = FILM_CHUNKS; left > 0 && !chunks.isEmpty(); left -= EXTENT_CHUNKS) {
      StoredExtent extent = chunks.take(size, Math.min(left, EXTENT_CHUNKS));
      extents.add(extent);
      size += extent.length();
    }
    return entries.file("film.mov", trees.indirect(extents), size);
  }

  private TreeEntry photo(int number) {
    StoredExtent extent = chunks.take(0, random.nextInt(1, PHOTO_CHUNKS + 1));
    String name = "photo-%04d.raw".formatted(number);
    return entries.file(name, new Content.Dense(extent.ids()), extent.length());
  }

  /** Stores both manifests. */
  void store(Repository repository) throws IOException {
    for (int i = 0; i < roots.size(); i++) {
      repository.storeSnapshot(manifest(roots.get(i), i));
    }
  }

  private SnapshotManifest manifest(TreeEntry root, int number) {
    return new SnapshotManifest(
        Instant.parse("2026-06-01T00:00:00Z").plusSeconds(86_400L * number),
        "simulated",
        "photographer",
        List.of("/weddings"),
        Map.of(),
        Optional.empty(),
        root,
        files,
        directories,
        0,
        bytes,
        0,
        SimulatedVault.STORES,
        "benchmarks",
        Optional.empty());
  }
}

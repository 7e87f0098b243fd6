package io.keepsake.core.backup;

import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.snapshot.ChunkReader;
import io.keepsake.core.snapshot.Listing;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.source.RawName;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The previous snapshot's tree, followed in step with the walk: both name the entries of a
 * directory in the same order, so one entry a level is in memory. A damaged tree only means that
 * files are read again.
 */
final class PreviousTree {

  private static final Logger LOG = LoggerFactory.getLogger(PreviousTree.class);

  /** One level: what is left of a listing. */
  private static final class Level {
    private Optional<Listing> listing;
    private Optional<TreeEntry> next = Optional.empty();

    Level(Optional<Listing> listing) {
      this.listing = listing;
    }
  }

  private final ChunkReader chunks;
  private final Optional<TreeEntry> root;
  private final Deque<Level> levels = new ArrayDeque<>();

  PreviousTree(ChunkReader chunks, Optional<TreeEntry> root) {
    this.chunks = chunks;
    this.root = root;
  }

  /** The walk enters a directory of the current one; the first is the root. */
  Optional<TreeEntry> enter(RawName name) {
    Optional<TreeEntry> directory = levels.isEmpty() ? root : find(name);
    directory = directory.filter(e -> e.attributes().kind() == EntryKind.DIRECTORY);
    levels.push(new Level(directory.flatMap(this::open)));
    return directory;
  }

  /** The walk leaves the current directory. */
  void leave() {
    levels.pop();
  }

  /** The current directory's entry of that name; names must be asked for in ascending order. */
  Optional<TreeEntry> find(RawName name) {
    Level level = levels.element();
    while (level.listing.isPresent()) {
      if (level.next.isEmpty()) {
        level.next = next(level);
      }
      if (level.next.isEmpty()) {
        return Optional.empty();
      }
      TreeEntry entry = level.next.get();
      int order = entry.attributes().name().compareTo(name);
      if (order > 0) {
        return Optional.empty();
      }
      level.next = Optional.empty();
      if (order == 0) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  private Optional<Listing> open(TreeEntry directory) {
    try {
      return Optional.of(new Listing(chunks, directory));
    } catch (IOException e) {
      tell(e);
      return Optional.empty();
    }
  }

  private static void tell(IOException e) {
    if (!(e instanceof InterruptedIOException)) { // which ends the backup, and is no damage
      LOG.warn(
          "The previous snapshot's tree is damaged; its files are read again: {}", e.getMessage());
    }
  }

  private static Optional<TreeEntry> next(Level level) {
    try {
      Optional<TreeEntry> entry = level.listing.orElseThrow().next();
      if (entry.isEmpty()) {
        level.listing = Optional.empty();
      }
      return entry;
    } catch (IOException e) {
      tell(e);
      level.listing = Optional.empty();
      return Optional.empty();
    }
  }
}

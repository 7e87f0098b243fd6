package io.keepsake.core.source;

import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.source.RawName;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * A directory the walk is in. It looks at the entries a window at a time, and at the next window
 * and the next few subdirectories ahead of the walk.
 */
final class OpenDirectory {

  private static final int SUBDIRECTORIES_AHEAD = 4;

  private final WalkContext context;
  private final PathNode node;
  private final RootTree roots;
  private final long device;
  private final List<RawName> names;
  private final ArrayDeque<Ahead> ahead = new ArrayDeque<>();
  private List<Found> window;
  private Optional<ListingAhead.Read<List<Found>>> nextWindow = Optional.empty();
  private int windowStart;
  private int next;
  private int lookedAhead;

  private record Ahead(int index, ListingAhead.Read<Optional<Listing>> read) {}

  /**
   * Enters a directory.
   *
   * @param roots the roots below it
   * @param device the file system the walk stays in
   */
  OpenDirectory(WalkContext context, PathNode node, RootTree roots, long device, Listing listing) {
    this.context = context;
    this.node = node;
    this.roots = roots;
    this.device = device;
    this.names = listing.names();
    this.window = listing.first();
    beginNextWindow();
  }

  PathNode node() {
    return node;
  }

  RootTree roots() {
    return roots;
  }

  long device() {
    return device;
  }

  boolean hasNext() {
    return next < names.size();
  }

  /** The name of the entry {@link #next} gives. */
  RawName nextName() {
    return names.get(next);
  }

  /** The next entry, by name. */
  Found next() throws IOException {
    if (next - windowStart == window.size()) {
      windowStart = next;
      window =
          nextWindow.isPresent() ? nextWindow.get().take() : context.tree().look(node, names(next));
      nextWindow = Optional.empty();
      beginNextWindow();
    }
    lookAhead();
    return window.get(next++ - windowStart);
  }

  /** The listing of the entry that {@link #next} gave last. */
  Listing listing(PathNode directory) throws IOException {
    Ahead first = ahead.peek();
    if (first != null && first.index() == next - 1) {
      ahead.remove();
      Optional<Listing> small = first.read().take();
      if (small.isPresent()) {
        return small.get();
      }
    }
    return context.list(directory);
  }

  private List<RawName> names(int from) {
    return names.subList(from, Math.min(names.size(), from + FileTree.WINDOW));
  }

  private void beginNextWindow() {
    int from = windowStart + window.size();
    if (from < names.size()) {
      nextWindow = context.ahead().begin(() -> context.tree().look(node, names(from)));
    }
  }

  private void lookAhead() {
    while (!ahead.isEmpty() && ahead.peek().index() < next) {
      ahead.remove().read().drop();
    }
    lookedAhead = Math.max(lookedAhead, next);
    int end = windowStart + window.size();
    while (lookedAhead < end && ahead.size() < SUBDIRECTORIES_AHEAD) {
      int index = lookedAhead;
      if (isPlainSubdirectory(index)) {
        PathNode child = node.child(names.get(index));
        var read = context.ahead().begin(() -> ListingAhead.ifSmall(context.list(child)));
        if (read.isEmpty()) {
          return;
        }
        ahead.add(new Ahead(index, read.get()));
      }
      lookedAhead++;
    }
  }

  private boolean isPlainSubdirectory(int index) {
    return window.get(index - windowStart) instanceof Found.Entry(EntryAttributes attributes)
        && attributes.kind() == EntryKind.DIRECTORY
        && context.mayEnter(attributes, device)
        && roots.child(names.get(index)).isEmpty();
  }
}

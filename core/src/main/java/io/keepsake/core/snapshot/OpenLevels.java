package io.keepsake.core.snapshot;

import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.format.TreeLimits;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The directories that a walk is in, from the root down, and the path that they make. Whoever made
 * the tree, they take little more memory than a bound: there is one path, of a bounded length, and
 * if all listings together hold too much, those in which the walk is not let go of theirs.
 *
 * @param <T> what a walk has for each
 */
public final class OpenLevels<T> {

  /** Bytes of listings in memory from which on some are let go of. */
  private static final long MOST_HELD = 64L << 20;

  private record Level<T>(T value, int displayed, int bytes, List<Listing> listings) {}

  private final Deque<Level<T>> levels = new ArrayDeque<>();
  private final StringBuilder path = new StringBuilder();

  /** None. */
  public OpenLevels() {}

  /** Whether there are none. */
  public boolean isEmpty() {
    return levels.isEmpty();
  }

  /** What the walk has for the deepest. */
  public T top() {
    return levels.element().value();
  }

  /** The display path of the deepest. */
  public String path() {
    return path.isEmpty() ? "/" : path.toString();
  }

  /** The display path of an entry of the deepest. */
  public String path(TreeEntry entry) {
    return path + "/" + entry.attributes().name();
  }

  /** Whether the format allows a directory below these. */
  public boolean haveRoomFor(TreeEntry directory) {
    return levels.size() < TreeLimits.MAX_DEPTH && bytes(directory) <= TreeLimits.MAX_PATH_BYTES;
  }

  private int bytes(TreeEntry directory) {
    return levels.isEmpty()
        ? 0
        : levels.element().bytes() + 1 + directory.attributes().name().length();
  }

  /**
   * Goes into a directory.
   *
   * @param listings those that the walk reads there
   */
  public void push(TreeEntry directory, T value, Listing... listings) {
    if (held() > MOST_HELD) {
      levels.element().listings().forEach(Listing::release);
    }
    Level<T> level =
        new Level<>(value, path.length(), bytes(directory), List.copyOf(Arrays.asList(listings)));
    if (!levels.isEmpty()) {
      path.append('/').append(directory.attributes().name());
    }
    levels.push(level);
  }

  private long held() {
    long held = 0;
    for (Level<T> level : levels) {
      for (Listing listing : level.listings()) {
        held += listing.held();
      }
    }
    return held;
  }

  /** Leaves the deepest. */
  public void pop() {
    path.setLength(levels.pop().displayed());
  }
}

package io.keepsake.core.spi.storage.walk;

import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.StoreException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * One walk over the objects below a directory, in the order of their names. Holds a window of each
 * directory between the start and where it stands, so it can go on without reading anything twice.
 */
final class DirectoryWalk {

  private final Deque<DirectoryWindow> stack = new ArrayDeque<>();
  private Optional<ObjectStat> peeked = Optional.empty();

  /**
   * A walk.
   *
   * @param path the name of the directory where to begin, with a slash at the end; empty for the
   *     root
   * @param prefix how names must start
   * @param after the name before the first one wanted; empty for all
   * @param window most entries to hold of one directory
   */
  DirectoryWalk(Directories directories, String path, String prefix, String after, int window)
      throws StoreException {
    stack.push(new DirectoryWindow(directories, path, prefix, after, window));
  }

  /** Whether there is another object. */
  boolean hasNext() throws StoreException {
    if (peeked.isEmpty()) {
      peeked = advance();
    }
    return peeked.isPresent();
  }

  /** The next object; only after {@link #hasNext} was true. */
  ObjectStat next() {
    ObjectStat next = peeked.orElseThrow();
    peeked = Optional.empty();
    return next;
  }

  private Optional<ObjectStat> advance() throws StoreException {
    while (!stack.isEmpty()) {
      DirectoryWindow window = stack.element();
      Optional<DirectoryWindow.Entry> next = window.next();
      if (next.isEmpty()) {
        stack.pop();
        continue;
      }
      DirectoryWindow.Entry entry = next.get();
      switch (entry) {
        case DirectoryWindow.Directory below -> stack.push(window.below(below));
        case DirectoryWindow.File file -> {
          return Optional.of(
              new ObjectStat(new ObjectName(file.key()), file.length(), file.modified()));
        }
      }
    }
    return Optional.empty();
  }
}

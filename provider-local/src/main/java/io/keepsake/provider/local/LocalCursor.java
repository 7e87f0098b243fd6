package io.keepsake.provider.local;

import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * One walk over the objects below a directory, in the order of their names. Holds a window of each
 * directory between the start and where it stands, so it can go on without reading anything twice.
 */
final class LocalCursor {

  private final Deque<LocalWindow> stack = new ArrayDeque<>();
  private Optional<ObjectStat> peeked = Optional.empty();

  /**
   * A walk.
   *
   * @param directory where to begin
   * @param path its name with a slash at the end, or empty for the root
   * @param prefix how names must start
   * @param after the name before the first one wanted; empty for all
   * @param window most entries to hold of one directory
   */
  LocalCursor(Path directory, String path, String prefix, String after, int window)
      throws IOException {
    stack.push(new LocalWindow(directory, path, prefix, after, window));
  }

  /** Whether there is another object. */
  boolean hasNext() throws IOException {
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

  private Optional<ObjectStat> advance() throws IOException {
    while (!stack.isEmpty()) {
      LocalWindow window = stack.element();
      Optional<LocalWindow.Entry> next = window.next();
      if (next.isEmpty()) {
        stack.pop();
        continue;
      }
      LocalWindow.Entry entry = next.get();
      switch (entry) {
        case LocalWindow.Directory below -> stack.push(window.below(below));
        case LocalWindow.File file -> {
          return Optional.of(
              new ObjectStat(
                  new ObjectName(file.key()), file.length(), Optional.of(file.modified())));
        }
      }
    }
    return Optional.empty();
  }
}

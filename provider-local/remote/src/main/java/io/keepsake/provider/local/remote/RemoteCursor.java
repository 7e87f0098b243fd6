package io.keepsake.provider.local.remote;

import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * One walk over the objects below a directory, in the order of their names. Holds a window of each
 * directory between the start and where it stands, so it can go on without reading anything twice.
 */
final class RemoteCursor {

  private final Deque<RemoteWindow> stack = new ArrayDeque<>();
  private Optional<ObjectStat> peeked = Optional.empty();

  /**
   * A walk.
   *
   * @param files whose directories to read
   * @param directory where to begin
   * @param path its name with a slash at the end, or empty for the root
   * @param prefix how names must start
   * @param after the name before the first one wanted; empty for all
   * @param window most entries to hold of one directory
   */
  RemoteCursor(
      RemoteFiles files, String directory, String path, String prefix, String after, int window)
      throws RemoteException {
    stack.push(new RemoteWindow(files, directory, path, prefix, after, window));
  }

  /** Whether there is another object. */
  boolean hasNext() throws RemoteException {
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

  private Optional<ObjectStat> advance() throws RemoteException {
    while (!stack.isEmpty()) {
      RemoteWindow window = stack.element();
      Optional<RemoteWindow.Entry> next = window.next();
      if (next.isEmpty()) {
        stack.pop();
        continue;
      }
      RemoteWindow.Entry entry = next.get();
      switch (entry) {
        case RemoteWindow.Directory below -> stack.push(window.below(below));
        case RemoteWindow.File file -> {
          return Optional.of(
              new ObjectStat(new ObjectName(file.key()), file.length(), file.modified()));
        }
      }
    }
    return Optional.empty();
  }
}

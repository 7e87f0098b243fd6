package io.keepsake.core.spi.storage.walk;

import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lists objects page by page. The walk behind a page is kept for the next one under the
 * continuation that the page ends with, so going on reads no directory again. A continuation holds
 * the last name too: when its walk is not kept any more, a new one starts there and enters only the
 * directories that can hold later names. Safe for use by many threads.
 */
public final class DirectoryLister {

  /** Most entries held of one directory. */
  private static final int WINDOW = 32_768;

  private static final int MOST_KEPT = 8;

  private final Directories directories;
  private final int window;
  private final Map<String, DirectoryWalk> kept = new LinkedHashMap<>();
  private long walks;

  /** A lister of the objects below these directories' root. */
  public DirectoryLister(Directories directories) {
    this(directories, WINDOW);
  }

  /**
   * A lister.
   *
   * @param window most entries to hold of one directory
   */
  DirectoryLister(Directories directories, int window) {
    this.directories = directories;
    this.window = window;
  }

  /**
   * A page, as {@link ObjectStore#list} has it.
   *
   * @throws StoreException if the directories do
   */
  public ListPage list(String prefix, Optional<String> continuation, int limit)
      throws StoreException {
    Optional<DirectoryWalk> walk = walk(prefix, continuation);
    List<ObjectStat> objects = new ArrayList<>();
    while (walk.isPresent() && objects.size() < limit && walk.get().hasNext()) {
      objects.add(walk.get().next());
    }
    if (walk.isEmpty() || objects.isEmpty() || !walk.get().hasNext()) {
      return new ListPage(objects, Optional.empty());
    }
    return new ListPage(objects, Optional.of(keep(walk.get(), objects.getLast().name())));
  }

  private Optional<DirectoryWalk> walk(String prefix, Optional<String> continuation)
      throws StoreException {
    if (continuation.isEmpty()) {
      return start(prefix, "");
    }
    Optional<DirectoryWalk> going = take(continuation.get());
    String after = continuation.get().substring(continuation.get().indexOf(':') + 1);
    return going.isPresent() ? going : start(prefix, after);
  }

  /** Starts at the deepest directory that the prefix names, if it can name one at all. */
  private Optional<DirectoryWalk> start(String prefix, String after) throws StoreException {
    int slash = prefix.lastIndexOf('/');
    if (slash >= 0 && !DirectoryWindow.isName(prefix.substring(0, slash))) {
      return Optional.empty(); // no name starts so
    }
    String path = prefix.substring(0, slash + 1);
    return Optional.of(new DirectoryWalk(directories, path, prefix, after, window));
  }

  private synchronized Optional<DirectoryWalk> take(String continuation) {
    return Optional.ofNullable(kept.remove(continuation));
  }

  private synchronized String keep(DirectoryWalk walk, ObjectName last) {
    if (kept.size() >= MOST_KEPT) {
      kept.remove(kept.keySet().iterator().next());
    }
    String continuation = Long.toString(walks++, 36) + ":" + last;
    kept.put(continuation, walk);
    return continuation;
  }
}

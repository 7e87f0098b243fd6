package io.keepsake.provider.local.remote;

import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lists objects page by page. The walk behind a page is kept for the next one under the
 * continuation that the page ends with, so going on reads no directory again. A continuation holds
 * the last name too: when its walk is not kept any more, a new one starts there and enters only the
 * directories that can hold later names.
 */
final class RemoteLister {

  private static final int MOST_KEPT = 8;

  private final RemoteFiles files;
  private final RemoteRoot root;
  private final RemoteErrors errors;
  private final int window;
  private final Map<String, RemoteCursor> kept = new LinkedHashMap<>();
  private long walks;

  RemoteLister(RemoteFiles files, RemoteRoot root, RemoteErrors errors, int window) {
    this.files = files;
    this.root = root;
    this.errors = errors;
    this.window = window;
  }

  ListPage list(String prefix, Optional<String> continuation, int limit) throws StoreException {
    if (limit < 1 || limit > 10_000) {
      throw errors.of(
          Kind.INVALID, "list '" + prefix + "'", "a page has 1 to 10,000 objects, not " + limit);
    }
    if (!root.exists()) {
      return new ListPage(List.of(), Optional.empty());
    }
    try {
      ListPage page = page(prefix, continuation, limit);
      root.exists(); // a root lost meanwhile looks like empty directories
      return page;
    } catch (RemoteException e) {
      throw errors.of("list '" + prefix + "'", e);
    }
  }

  private ListPage page(String prefix, Optional<String> continuation, int limit)
      throws RemoteException, StoreException {
    Optional<RemoteCursor> cursor = cursor(prefix, continuation);
    List<ObjectStat> objects = new ArrayList<>();
    while (cursor.isPresent() && objects.size() < limit && cursor.get().hasNext()) {
      if (Thread.currentThread().isInterrupted()) {
        throw errors.of(Kind.INTERRUPTED, "list '" + prefix + "'", "it was interrupted");
      }
      objects.add(cursor.get().next());
    }
    if (cursor.isEmpty() || objects.isEmpty() || !cursor.get().hasNext()) {
      return new ListPage(objects, Optional.empty());
    }
    return new ListPage(objects, Optional.of(keep(cursor.get(), objects.getLast().name())));
  }

  private Optional<RemoteCursor> cursor(String prefix, Optional<String> continuation)
      throws RemoteException {
    if (continuation.isPresent()) {
      Optional<RemoteCursor> going = take(continuation.get());
      if (going.isPresent()) {
        return going;
      }
    }
    String after = "";
    if (continuation.isPresent()) {
      after = continuation.get().substring(continuation.get().indexOf(':') + 1);
    }
    return start(prefix, after);
  }

  /** Starts at the deepest directory that the prefix names, if it can name one at all. */
  private Optional<RemoteCursor> start(String prefix, String after) throws RemoteException {
    int slash = prefix.lastIndexOf('/');
    if (slash < 0) {
      return Optional.of(new RemoteCursor(files, root.path(), "", prefix, after, window));
    }
    String path = prefix.substring(0, slash + 1);
    if (path.startsWith(RemoteRoot.TEMPORARY + "/")) {
      return Optional.empty();
    }
    try {
      String directory = root.path() + "/" + new ObjectName(prefix.substring(0, slash)).value();
      return Optional.of(new RemoteCursor(files, directory, path, prefix, after, window));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no name starts so
    }
  }

  private synchronized Optional<RemoteCursor> take(String continuation) {
    return Optional.ofNullable(kept.remove(continuation));
  }

  private synchronized String keep(RemoteCursor cursor, ObjectName last) {
    if (kept.size() >= MOST_KEPT) {
      kept.remove(kept.keySet().iterator().next());
    }
    String continuation = Long.toString(walks++, 36) + ":" + last;
    kept.put(continuation, cursor);
    return continuation;
  }
}

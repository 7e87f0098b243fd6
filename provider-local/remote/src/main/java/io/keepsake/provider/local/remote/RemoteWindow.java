package io.keepsake.provider.local.remote;

import static io.keepsake.core.spi.storage.ObjectName.compareBytes;

import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import io.keepsake.provider.local.remote.RemoteFiles.Facts;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The entries of one directory in order, held a bounded number at a time: a directory with more
 * than {@link #SIZE} of them is read once for each window full.
 */
final class RemoteWindow {

  /** Most entries held of one directory. */
  static final int SIZE = 32_768;

  /** Something in a directory that belongs to the listing. */
  sealed interface Entry {
    /** Where it sorts: the object's name, or what all names below it start with. */
    String key();
  }

  /** An object. */
  record File(String key, long length, Optional<Instant> modified) implements Entry {}

  /** A directory; the key ends with a slash. */
  record Directory(String key, String directory) implements Entry {}

  private static final Comparator<Entry> ORDER = (a, b) -> compareBytes(a.key(), b.key());

  private final RemoteFiles files;
  private final String directory;
  private final String path;
  private final String prefix;
  private final String after;
  private final int size;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private String lastKey = "";
  private boolean complete;

  /**
   * A window on a directory.
   *
   * @param path the directory's name with a slash at the end, or empty for the root
   * @param prefix how names must start
   * @param after the name before the first one wanted; empty for all
   * @param size most entries to hold
   */
  RemoteWindow(
      RemoteFiles files, String directory, String path, String prefix, String after, int size)
      throws RemoteException {
    this.files = files;
    this.directory = directory;
    this.path = path;
    this.prefix = prefix;
    this.after = after;
    this.size = size;
    fill();
  }

  /** The next entry, or empty at the end. */
  Optional<Entry> next() throws RemoteException {
    if (entries.isEmpty() && !complete) {
      fill();
    }
    Optional<Entry> next = Optional.ofNullable(entries.poll());
    next.ifPresent(entry -> lastKey = entry.key());
    return next;
  }

  /** A window on a directory that this one returned. */
  RemoteWindow below(Directory child) throws RemoteException {
    String start = after.startsWith(child.key()) ? after : "";
    return new RemoteWindow(files, child.directory(), child.key(), prefix, start, size);
  }

  private void fill() throws RemoteException {
    PriorityQueue<Entry> smallest = new PriorityQueue<>(ORDER.reversed());
    complete = true;
    try {
      files.list(directory, (name, facts) -> offer(name, facts, smallest));
    } catch (RemoteException e) {
      boolean gone = e.reason() == Reason.MISSING; // removed since its parent was read
      boolean foreign = e.reason() == Reason.DENIED && path.equals("lost+found/");
      if (!gone && !foreign) {
        throw e;
      }
      return;
    }
    List<Entry> sorted = new ArrayList<>(smallest);
    sorted.sort(ORDER);
    entries.addAll(sorted);
  }

  private void offer(String last, Facts facts, PriorityQueue<Entry> smallest) {
    String name = path + last;
    if (!mayBeWanted(name)) {
      return;
    }
    if (smallest.size() >= size && compareBytes(name, smallest.element().key()) > 0) {
      complete = false;
      return;
    }
    entry(last, facts).filter(this::isWanted).ifPresent(smallest::add);
    if (smallest.size() > size) {
      smallest.remove();
      complete = false;
    }
  }

  /** A first look by name alone. */
  private boolean mayBeWanted(String name) {
    String highest = name + "/";
    return !name.equals(RemoteRoot.TEMPORARY)
        && (name.startsWith(prefix) || prefix.startsWith(name))
        && compareBytes(highest, lastKey) > 0
        && (compareBytes(highest, after) > 0 || after.startsWith(highest));
  }

  private boolean isWanted(Entry entry) {
    String key = entry.key();
    boolean reached = compareBytes(key, after) > 0;
    boolean matches = key.startsWith(prefix);
    if (entry instanceof Directory) {
      reached |= after.startsWith(key);
      matches |= prefix.startsWith(key);
    }
    return reached && matches && compareBytes(key, lastKey) > 0;
  }

  private Optional<Entry> entry(String last, Facts facts) {
    String name = path + last;
    try {
      new ObjectName(name);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not ours: no such object name
    }
    return switch (facts.type()) {
      case DIRECTORY -> Optional.of(new Directory(name + "/", directory + "/" + last));
      case FILE -> Optional.of(new File(name, facts.length(), facts.modified()));
      case OTHER -> Optional.empty();
    };
  }
}

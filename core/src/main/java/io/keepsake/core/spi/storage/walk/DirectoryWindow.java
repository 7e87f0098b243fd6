package io.keepsake.core.spi.storage.walk;

import static io.keepsake.core.spi.storage.ObjectName.compareBytes;

import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.StoreException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The entries of one directory in order, held a bounded number at a time: a directory with more of
 * them is read once for each window full.
 */
final class DirectoryWindow {

  /** Something in a directory that belongs to the listing. */
  sealed interface Entry {
    /** Where it sorts: the object's name, or what all names below it start with. */
    String key();
  }

  /** An object. */
  record File(String key, long length, Optional<Instant> modified) implements Entry {}

  /** A directory; the key ends with a slash. */
  record Directory(String key) implements Entry {}

  private static final Comparator<Entry> ORDER = (a, b) -> compareBytes(a.key(), b.key());

  private final Directories directories;
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
  DirectoryWindow(Directories directories, String path, String prefix, String after, int size)
      throws StoreException {
    this.directories = directories;
    this.path = path;
    this.prefix = prefix;
    this.after = after;
    this.size = size;
    fill();
  }

  /** Whether there can be an object of this name. */
  static boolean isName(String name) {
    try {
      new ObjectName(name);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The next entry, or empty at the end. */
  Optional<Entry> next() throws StoreException {
    if (entries.isEmpty() && !complete) {
      fill();
    }
    Optional<Entry> next = Optional.ofNullable(entries.poll());
    next.ifPresent(entry -> lastKey = entry.key());
    return next;
  }

  /** A window on a directory that this one returned. */
  DirectoryWindow below(Directory child) throws StoreException {
    String start = after.startsWith(child.key()) ? after : "";
    return new DirectoryWindow(directories, child.key(), prefix, start, size);
  }

  private void fill() throws StoreException {
    Smallest smallest = new Smallest();
    complete = true;
    directories.read(path, smallest);
    List<Entry> sorted = new ArrayList<>(smallest.entries);
    sorted.sort(ORDER);
    entries.addAll(sorted);
  }

  /** The first wanted entries of those that come. */
  private final class Smallest implements Directories.Entries {
    private final PriorityQueue<Entry> entries = new PriorityQueue<>(ORDER.reversed());

    @Override
    public boolean wants(String last) {
      String name = path + last;
      if (!mayBeWanted(name)) {
        return false;
      }
      if (entries.size() >= size && compareBytes(name, entries.element().key()) > 0) {
        complete = false;
        return false;
      }
      return isName(name); // others are not ours
    }

    @Override
    public void file(String last, long length, Optional<Instant> modified) {
      String name = path + last;
      if (name.startsWith(prefix) && isBehind(name)) {
        add(new File(name, length, modified));
      }
    }

    @Override
    public void directory(String last) {
      String key = path + last + "/";
      boolean matches = key.startsWith(prefix) || prefix.startsWith(key);
      if (matches && (isBehind(key) || (after.startsWith(key) && isNew(key)))) {
        add(new Directory(key));
      }
    }

    private void add(Entry entry) {
      entries.add(entry);
      if (entries.size() > size) {
        entries.remove();
        complete = false;
      }
    }
  }

  /** Whether a file or a directory of this name may be wanted. */
  private boolean mayBeWanted(String name) {
    String highest = name + "/";
    return (name.startsWith(prefix) || prefix.startsWith(name))
        && isNew(highest)
        && (compareBytes(highest, after) > 0 || after.startsWith(highest));
  }

  private boolean isBehind(String key) {
    return compareBytes(key, after) > 0 && isNew(key);
  }

  private boolean isNew(String key) {
    return compareBytes(key, lastKey) > 0;
  }
}

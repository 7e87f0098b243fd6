package io.keepsake.provider.local;

import static io.keepsake.core.spi.storage.ObjectName.compareBytes;

import io.keepsake.core.spi.storage.ObjectName;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
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
final class LocalWindow {

  /** Most entries held of one directory. */
  static final int SIZE = 32_768;

  /** Something in a directory that belongs to the listing. */
  sealed interface Entry {
    /** Where it sorts: the object's name, or what all names below it start with. */
    String key();
  }

  /** An object. */
  record File(String key, long length, Instant modified) implements Entry {}

  /** A directory; the key ends with a slash. */
  record Directory(String key, Path directory) implements Entry {}

  private static final Comparator<Entry> ORDER = (a, b) -> compareBytes(a.key(), b.key());

  private final Path directory;
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
  LocalWindow(Path directory, String path, String prefix, String after, int size)
      throws IOException {
    this.directory = directory;
    this.path = path;
    this.prefix = prefix;
    this.after = after;
    this.size = size;
    fill();
  }

  /** The next entry, or empty at the end. */
  Optional<Entry> next() throws IOException {
    if (entries.isEmpty() && !complete) {
      fill();
    }
    Optional<Entry> next = Optional.ofNullable(entries.poll());
    next.ifPresent(entry -> lastKey = entry.key());
    return next;
  }

  /** A window on a directory that this one returned. */
  LocalWindow below(Directory child) throws IOException {
    String start = after.startsWith(child.key()) ? after : "";
    return new LocalWindow(child.directory(), child.key(), prefix, start, size);
  }

  private void fill() throws IOException {
    PriorityQueue<Entry> smallest = new PriorityQueue<>(ORDER.reversed());
    complete = true;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        offer(file, smallest);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return; // removed since its parent was read
    } catch (AccessDeniedException e) {
      if (path.equals("lost+found/")) {
        return; // the file system's own, not ours
      }
      throw e;
    }
    List<Entry> sorted = new ArrayList<>(smallest);
    sorted.sort(ORDER);
    entries.addAll(sorted);
  }

  private void offer(Path file, PriorityQueue<Entry> smallest) throws IOException {
    String name = path + file.getFileName();
    if (!mayBeWanted(name)) {
      return;
    }
    if (smallest.size() >= size && compareBytes(name, smallest.element().key()) > 0) {
      complete = false;
      return;
    }
    entry(file, name).filter(this::isWanted).ifPresent(smallest::add);
    if (smallest.size() > size) {
      smallest.remove();
      complete = false;
    }
  }

  /** A first look by name alone, which saves asking the file system for most entries. */
  private boolean mayBeWanted(String name) {
    String highest = name + "/";
    return !name.equals(LocalRoot.TEMPORARY)
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

  private static Optional<Entry> entry(Path file, String name) throws IOException {
    try {
      new ObjectName(name);
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        return Optional.of(new Directory(name + "/", file));
      }
      return attributes.isRegularFile()
          ? Optional.of(
              new File(name, attributes.size(), attributes.lastModifiedTime().toInstant()))
          : Optional.empty();
    } catch (NoSuchFileException | IllegalArgumentException e) {
      return Optional.empty(); // removed meanwhile, a dead link, or not ours: no such object name
    }
  }
}

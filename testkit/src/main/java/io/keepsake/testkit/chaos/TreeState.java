package io.keepsake.testkit.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A directory tree at one moment: names, kinds, contents, modes, modification times and which names
 * are links of one file.
 *
 * @param entries by path below the directory, whose own is empty
 */
public record TreeState(SortedMap<String, Entry> entries) {

  private static final String ATTRIBUTES = "unix:mode,lastModifiedTime,nlink,ino";

  /** Copies the map. */
  public TreeState {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  /**
   * One entry.
   *
   * @param mode kind and permissions
   * @param modified when its content was last modified
   * @param content of a file, in hash; target of a link
   * @param firstName of the same file, in order; the entry's own unless it is a hard link
   */
  public record Entry(int mode, FileTime modified, String content, String firstName) {}

  /** The tree that is there now; empty if there is none. */
  public static TreeState of(Path directory) throws IOException {
    SortedMap<String, Entry> entries = new TreeMap<>();
    Map<Object, String> firstNames = new HashMap<>();
    if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> paths = Files.walk(directory)) {
        for (Path path : paths.sorted().toList()) {
          String name = directory.relativize(path).toString();
          entries.put(name, entry(path, name, firstNames));
        }
      }
    }
    return new TreeState(entries);
  }

  private static Entry entry(Path path, String name, Map<Object, String> firstNames)
      throws IOException {
    Map<String, Object> attributes =
        Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    boolean linked = (int) attributes.get("nlink") > 1 && Files.isRegularFile(path);
    return new Entry(
        (int) attributes.get("mode"),
        (FileTime) attributes.get("lastModifiedTime"),
        content(path),
        linked ? firstNames.computeIfAbsent(attributes.get("ino"), _ -> name) : name);
  }

  private static String content(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return Files.readSymbolicLink(path).toString();
    }
    try {
      return Files.isRegularFile(path) ? Digests.of(Files.readAllBytes(path)) : "";
    } catch (NoSuchFileException e) {
      throw new IOException("Somebody removes files meanwhile: " + path, e);
    }
  }

  /** What is different in another tree, a line each; empty if nothing is. */
  public String differences(TreeState actual) {
    StringBuilder lines = new StringBuilder();
    TreeSet<String> names = new TreeSet<>(entries.keySet());
    names.addAll(actual.entries.keySet());
    for (String name : names) {
      Entry expected = entries.get(name);
      Entry found = actual.entries.get(name);
      if (expected == null || !expected.equals(found)) {
        lines.append("'%s' was %s and is %s%n".formatted(name, expected, found));
      }
    }
    return lines.toString();
  }
}

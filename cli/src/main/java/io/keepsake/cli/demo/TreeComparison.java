package io.keepsake.cli.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Compares two trees: every name, kind, byte, mode, modification time, symbolic link and hard link.
 *
 * @param entries entries compared
 * @param bytes bytes compared
 * @param differences what differs, a sentence each
 */
public record TreeComparison(long entries, long bytes, List<String> differences) {

  /** Copies the list. */
  public TreeComparison {
    differences = List.copyOf(differences);
  }

  /** Compares two directories. */
  public static TreeComparison of(Path expected, Path actual) throws IOException {
    Walk walk = new Walk(expected, actual);
    Files.walkFileTree(expected, walk);
    walk.findExtras();
    return new TreeComparison(walk.entries, walk.bytes, walk.differences);
  }

  private static final class Walk extends SimpleFileVisitor<Path> {
    private final Path expected;
    private final Path actual;
    private final List<String> differences = new ArrayList<>();
    private final Map<Object, Object> inodes = new HashMap<>();
    private long entries;
    private long bytes;

    Walk(Path expected, Path actual) {
      this.expected = expected;
      this.actual = actual;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
        throws IOException {
      compare(directory);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      compare(file);
      return FileVisitResult.CONTINUE;
    }

    private void compare(Path one) throws IOException {
      entries++;
      Path other = actual.resolve(expected.relativize(one));
      if (!Files.exists(other, LinkOption.NOFOLLOW_LINKS)) {
        differences.add(one + " is missing");
        return;
      }
      PosixFileAttributes a = attributes(one);
      PosixFileAttributes b = attributes(other);
      if (a.isSymbolicLink() && b.isSymbolicLink()) {
        require(one, "link target", Files.readSymbolicLink(one), Files.readSymbolicLink(other));
        return;
      }
      require(one, "kind", kind(a), kind(b));
      require(one, "mode", a.permissions(), b.permissions());
      require(one, "time", a.lastModifiedTime(), b.lastModifiedTime());
      if (a.isRegularFile() && b.isRegularFile()) {
        compareContent(one, other, a, b);
      }
    }

    private void compareContent(Path one, Path other, PosixFileAttributes a, PosixFileAttributes b)
        throws IOException {
      bytes += a.size();
      long position = Files.mismatch(one, other);
      if (position >= 0) {
        differences.add(one + " differs from byte " + position + " on");
      }
      Object known = inodes.putIfAbsent(a.fileKey(), b.fileKey());
      if (known != null) {
        require(one, "hard link", known, b.fileKey());
      }
    }

    private void require(Path path, String what, Object wanted, Object found) {
      if (!Objects.equals(wanted, found)) {
        differences.add("%s: %s is %s instead of %s".formatted(path, what, found, wanted));
      }
    }

    void findExtras() throws IOException {
      try (var restored = Files.walk(actual)) {
        restored
            .filter(p -> Files.notExists(twin(p), LinkOption.NOFOLLOW_LINKS))
            .forEach(p -> differences.add(p + " was not there before"));
      }
    }

    private Path twin(Path restored) {
      return expected.resolve(actual.relativize(restored));
    }

    private static PosixFileAttributes attributes(Path path) throws IOException {
      return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static String kind(BasicFileAttributes attributes) {
      return attributes.isDirectory()
          ? "directory"
          : attributes.isRegularFile() ? "file" : attributes.isSymbolicLink() ? "link" : "other";
    }
  }
}

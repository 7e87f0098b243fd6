package io.keepsake.core.source;

import io.keepsake.core.spi.source.BackupSource;
import io.keepsake.core.spi.source.Globs;
import io.keepsake.core.spi.source.SkippedItem;
import io.keepsake.core.spi.source.SourceContent;
import io.keepsake.core.spi.source.SourceItem;
import io.keepsake.core.spi.source.SourceVisitor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A visitor that keeps everything it is told, and checks that names ascend and calls nest. */
final class RecordedWalk implements SourceVisitor {

  final Map<String, SourceItem> items = new LinkedHashMap<>();
  final List<SkippedItem> skipped = new ArrayList<>();
  private final Deque<Optional<SourceItem>> last = new ArrayDeque<>();

  static RecordedWalk of(BackupSource source) throws IOException {
    RecordedWalk walk = new RecordedWalk();
    try (source) {
      source.walk(walk);
    }
    if (!walk.last.isEmpty()) {
      throw new AssertionError("Directories never left: " + walk.last.size());
    }
    return walk;
  }

  static RecordedWalk of(Path root, String... excludes) throws IOException {
    return of(new FileSource(List.of(root), new Globs(List.of(excludes)), MountPoints.CROSS));
  }

  static byte[] content(SourceItem item) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] part = new byte[100_000];
    try (SourceContent content = item.open()) {
      for (int n; (n = content.read(part, 0, part.length)) >= 0; ) {
        all.write(part, 0, n);
      }
    }
    return all.toByteArray();
  }

  static String text(SourceItem item) throws IOException {
    return new String(content(item), StandardCharsets.UTF_8);
  }

  SourceItem item(Path path) {
    SourceItem item = items.get(path.toString());
    if (item == null) {
      throw new AssertionError(path + " was not walked");
    }
    return item;
  }

  /** The paths below a root, without the root's own path before them. */
  List<String> below(Path root) {
    String prefix = root + "/";
    return items.keySet().stream()
        .filter(path -> path.startsWith(prefix))
        .map(path -> path.substring(prefix.length()))
        .toList();
  }

  @Override
  public void enterDirectory(SourceItem directory) {
    if (!last.isEmpty()) {
      sibling(directory);
    } else if (directory.attributes().name().length() != 0) {
      throw new AssertionError("The root has a name: " + directory);
    }
    put(directory);
    last.push(Optional.empty());
  }

  @Override
  public void leaf(SourceItem item) {
    sibling(item);
    put(item);
  }

  @Override
  public void leaveDirectory() {
    last.pop();
  }

  @Override
  public void skipped(SkippedItem item) {
    skipped.add(item);
  }

  private void put(SourceItem item) {
    if (items.put(item.displayPath(), item) != null) {
      throw new AssertionError("Twice: " + item.displayPath());
    }
  }

  private void sibling(SourceItem item) {
    Optional<SourceItem> before = last.pop();
    if (before.isPresent()
        && before.get().attributes().name().compareTo(item.attributes().name()) >= 0) {
      throw new AssertionError("Out of order: " + before.get() + ", then " + item);
    }
    last.push(Optional.of(item));
  }
}

package io.keepsake.benchmarks.scale;

import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/**
 * The objects of a store that are files: in a directory of its own, or in one of several stores.
 */
final class StoredFiles {

  private static final String OBJECTS = "objects";

  private final Path own;
  private final Optional<Path> common;
  private final Set<String> gone;
  private final ConcurrentSkipListMap<String, Long> lengths = new ConcurrentSkipListMap<>();

  private StoredFiles(Path own, Optional<Path> common, Set<String> gone) {
    this.own = own;
    this.common = common;
    this.gone = gone;
  }

  /**
   * Opens them.
   *
   * @param gone those of the common ones that are deleted here; added to
   */
  static StoredFiles open(Path own, Optional<Path> common, Set<String> gone) throws IOException {
    StoredFiles files =
        new StoredFiles(
            own.resolve(OBJECTS), common.map(directory -> directory.resolve(OBJECTS)), gone);
    if (files.common.isPresent()) {
      files.note(files.common.get());
      files.lengths.keySet().removeAll(gone);
    }
    files.note(files.own);
    return files;
  }

  private void note(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> all = Files.walk(directory)) {
      all.filter(Files::isRegularFile)
          .forEach(file -> lengths.put(directory.relativize(file).toString(), length(file)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static long length(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names and lengths from a name on. */
  NavigableMap<String, Long> from(String name) {
    return lengths.tailMap(name, true);
  }

  boolean has(String name) {
    return lengths.containsKey(name);
  }

  Optional<ObjectStat> stat(String name) {
    return Optional.ofNullable(lengths.get(name))
        .map(length -> new ObjectStat(new ObjectName(name), length, Optional.empty()));
  }

  InputStream read(String name) throws IOException {
    Path file = own.resolve(name);
    return Files.newInputStream(
        common.isEmpty() || Files.exists(file) ? file : common.get().resolve(name));
  }

  void write(String name, ObjectContent content) throws IOException {
    Path file = own.resolve(name);
    Files.createDirectories(file.getParent());
    Path part = Files.createTempFile(own.getParent(), "part", "");
    try (InputStream in = content.open()) {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    lengths.put(name, content.length());
  }

  void delete(String name) throws IOException {
    if (lengths.remove(name) != null && !Files.deleteIfExists(own.resolve(name))) {
      gone.add(name);
    }
  }
}

package io.keepsake.cli.verb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files that are deleted again unless everything went well. */
final class Undo implements AutoCloseable {

  private final List<Path> files = new ArrayList<>();

  void add(Path file) {
    files.add(file);
  }

  void keepAll() {
    files.clear();
  }

  @Override
  public void close() throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}

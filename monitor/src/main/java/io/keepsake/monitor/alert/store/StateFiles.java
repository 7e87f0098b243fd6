package io.keepsake.monitor.alert.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A state in a directory: {@code alerts.json}, and the one before it. */
public final class StateFiles implements StateStore {

  private final Path directory;

  /** In a directory, which is there. */
  public StateFiles(Path directory) {
    this.directory = directory;
  }

  private Path file(Generation generation) {
    return directory.resolve(
        switch (generation) {
          case LAST -> "alerts.json";
          case PREVIOUS -> "alerts.json.previous";
        });
  }

  @Override
  public Optional<byte[]> load(Generation generation) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file(generation)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** A moment without the last generation is possible: then the previous one is the last. */
  @Override
  public void save(byte[] bytes) throws IOException {
    Path next = directory.resolve("alerts.json.new");
    DurableFiles.write(next, bytes);
    Path last = file(Generation.LAST);
    if (Files.exists(last)) {
      DurableFiles.rename(last, file(Generation.PREVIOUS));
    }
    DurableFiles.rename(next, last);
    DurableFiles.sync(directory);
  }

  @Override
  public String setAside(Generation generation, String suffix) throws IOException {
    Path from = file(generation);
    Path to = from.resolveSibling(from.getFileName() + ".damaged-" + suffix);
    DurableFiles.rename(from, to);
    return to.toString();
  }
}

package io.keepsake.testkit.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A directory for decoders that read files, one input after the other; gone with the process. */
public final class Scratch {

  private static final Path DIRECTORY = made();

  private Scratch() {}

  /** Where it is. */
  public static Path directory() {
    return DIRECTORY;
  }

  /** A file in it with that content instead of what it had. */
  public static Path file(String name, byte[] content) throws IOException {
    return Files.write(DIRECTORY.resolve(name), content);
  }

  private static Path made() {
    try {
      Path directory = Files.createTempDirectory("keepsake-hostile");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }
          });
      Files.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

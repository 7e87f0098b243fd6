package io.keepsake.core.spi.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Content in a file. */
record FileContent(Path file, long length) implements ObjectContent {

  @Override
  public InputStream open() throws IOException {
    return Files.newInputStream(file);
  }
}

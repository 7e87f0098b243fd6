package io.keepsake.cli.agent;

import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.spi.crypto.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** What visitors of the dashboard have to know, in a file of its own. */
final class TokenFile {

  private static final int LONGEST = 1024;

  private TokenFile() {}

  /**
   * Reads it, without the line's end behind it.
   *
   * @throws UsageException if there is no such file, or it holds no token
   */
  static Optional<Secret> read(Optional<Path> file) throws UsageException {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    byte[] bytes;
    try (var in = Files.newInputStream(file.get())) {
      bytes = in.readNBytes(LONGEST + 1);
    } catch (IOException e) {
      throw UsageException.configuration(
          "The dashboard's token file %s cannot be read (%s); check its name and permissions."
              .formatted(file.get(), e.getClass().getSimpleName()));
    }
    try {
      int length = bytes.length;
      while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
        length--;
      }
      if (length == 0 || length > LONGEST) {
        throw UsageException.configuration(
            "The dashboard's token file %s holds no token; write one line into it."
                .formatted(file.get()));
      }
      byte[] token = Arrays.copyOf(bytes, length);
      try {
        return Optional.of(Secret.copyOf(token));
      } finally {
        Arrays.fill(token, (byte) 0);
      }
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}

package io.keepsake.core.spi.options;

import io.keepsake.core.spi.crypto.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Reads a secret from where an option says it is. No message repeats any of it. */
final class SecretOption<F extends Exception> {

  private static final int LONGEST = 64 << 10;

  private final Options<F> options;
  private final String option;

  /**
   * An option that is given.
   *
   * @param option its name: that of the secret, with an ending if it names a place
   */
  SecretOption(Options<F> options, String option) {
    this.options = options;
    this.option = option;
  }

  /** The bytes in a file, without the ends of lines behind them. */
  Secret inFile(Path file) throws F {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LONGEST + 1);
    } catch (IOException e) {
      throw options.invalidOption(
          option,
          "names the file %s, which cannot be read (%s); check its name and permissions"
              .formatted(file, e.getClass().getSimpleName()));
    }
    if (bytes.length > LONGEST) {
      throw options.invalidOption(option, "names a file that is too large to be a secret: " + file);
    }
    return checked(bytes, "names the file %s, which is empty".formatted(file));
  }

  /** The value of an environment variable. */
  Secret inVariable(String name) throws F {
    Optional<String> value = options.environment(name);
    if (value.isEmpty()) {
      throw options.invalidOption(
          option,
          "names the environment variable %s, which is not set or is empty".formatted(name));
    }
    return checked(bytes(value.get()), "names an empty variable");
  }

  /** The secret itself. */
  Secret itself(String value) throws F {
    return checked(bytes(value), "is empty; give it a value or leave it out");
  }

  private static byte[] bytes(String value) {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  private Secret checked(byte[] bytes, String problem) throws F {
    int length = bytes.length;
    while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
      length--;
    }
    byte[] kept = Arrays.copyOf(bytes, length);
    try {
      for (byte each : kept) {
        if (each != ' ' && each != '\t') {
          return Secret.copyOf(kept);
        }
      }
      throw options.invalidOption(option, problem);
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(kept, (byte) 0);
    }
  }
}

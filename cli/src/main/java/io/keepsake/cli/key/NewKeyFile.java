package io.keepsake.cli.key;

import io.keepsake.cli.shell.PrivateFile;
import io.keepsake.cli.shell.UsageException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * Makes key files: 64 random bytes as one line of base64, so that a key can be printed and typed in
 * again. The key is that line itself, not what it decodes to.
 */
public final class NewKeyFile {

  private static final int RANDOM_BYTES = 64;

  private NewKeyFile() {}

  /**
   * Writes a new key file with mode 0600.
   *
   * @throws UsageException if there is a file already, or it cannot be written
   */
  public static void create(Path file) throws UsageException {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    byte[] encoded = Base64.getEncoder().encode(random);
    byte[] line = Arrays.copyOf(encoded, encoded.length + 1);
    line[encoded.length] = '\n';
    try {
      PrivateFile.write(file, line);
    } catch (FileAlreadyExistsException e) {
      throw UsageException.usage(
          "%s is there already. To use it as it is, give it as --key-file.".formatted(file));
    } catch (IOException e) {
      throw UsageException.configuration(
          "The key file %s cannot be written: %s.".formatted(file, e.getMessage()));
    } finally {
      Arrays.fill(random, (byte) 0);
      Arrays.fill(encoded, (byte) 0);
      Arrays.fill(line, (byte) 0);
    }
  }
}

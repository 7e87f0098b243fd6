package io.keepsake.cli.secret;

import io.keepsake.core.spi.crypto.PassphraseParameters;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The part of a secrets file that is in clear.
 *
 * @param suite which encryption scheme
 * @param lock what opens it
 */
record SecretsHeader(String suite, SecretsLock lock) {

  private static final byte[] MAGIC = "KEEPSECR".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int PASSPHRASE = 1;
  private static final int KEY_FILE = 2;
  private static final int LONGEST = 256;

  byte[] encoded() {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
    byte[] name = suite.getBytes(StandardCharsets.US_ASCII);
    bytes.put(MAGIC).put((byte) VERSION).put((byte) name.length).put(name);
    switch (lock) {
      case SecretsLock.KeyFile _ -> bytes.put((byte) KEY_FILE);
      case SecretsLock.Passphrase(PassphraseParameters kdf) ->
          bytes
              .put((byte) PASSPHRASE)
              .putInt(kdf.memoryKibibytes())
              .put((byte) kdf.iterations())
              .put((byte) kdf.lanes())
              .put((byte) kdf.salt().length)
              .put(kdf.salt());
    }
    byte[] exact = new byte[bytes.flip().remaining()];
    bytes.get(exact);
    return exact;
  }

  /**
   * Reads one, and leaves the position behind it.
   *
   * @throws IOException if there is none, with a reason that goes on from the file's name: {@code
   *     "is no secrets file"}
   */
  static SecretsHeader decode(ByteBuffer bytes) throws IOException {
    try {
      byte[] magic = new byte[MAGIC.length];
      bytes.get(magic);
      if (!Arrays.equals(magic, MAGIC)) {
        throw new IOException("is no secrets file");
      }
      int version = bytes.get();
      if (version != VERSION) {
        throw new IOException(
            "was written by a newer Keepsake, or is damaged; it was left as it is");
      }
      byte[] name = new byte[Byte.toUnsignedInt(bytes.get())];
      bytes.get(name);
      return new SecretsHeader(new String(name, StandardCharsets.US_ASCII), lock(bytes));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new IOException("is damaged at its beginning", e);
    }
  }

  private static SecretsLock lock(ByteBuffer bytes) throws IOException {
    return switch (bytes.get()) {
      case KEY_FILE -> new SecretsLock.KeyFile();
      case PASSPHRASE -> {
        int memory = bytes.getInt();
        int iterations = bytes.get();
        int lanes = bytes.get();
        byte[] salt = new byte[Byte.toUnsignedInt(bytes.get())];
        bytes.get(salt);
        yield new SecretsLock.Passphrase(
            new PassphraseParameters(
                PassphraseParameters.ARGON2ID, memory, iterations, lanes, salt));
      }
      default -> throw new IOException("is opened by something that this Keepsake does not know");
    };
  }
}

package io.keepsake.crypto.tink;

import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.PassphraseParameters;
import io.keepsake.core.spi.crypto.Secret;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id, version 0x13 (RFC 9106), by Bouncy Castle. */
final class Argon2id {

  // The second recommendation of RFC 9106, section 4, for memory-constrained environments.
  private static final int MEMORY_KIBIBYTES = 64 * 1024;
  private static final int ITERATIONS = 3;
  private static final int LANES = 4;
  private static final int SALT_BYTES = 16;

  private Argon2id() {}

  /** The recommended costs with a random salt. */
  static PassphraseParameters newParameters(SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return new PassphraseParameters(
        PassphraseParameters.ARGON2ID, MEMORY_KIBIBYTES, ITERATIONS, LANES, salt);
  }

  /**
   * Derives that many bytes, which the caller clears.
   *
   * @throws CryptoException if the algorithm is another, or needs more memory than the JVM may have
   */
  static byte[] derive(PassphraseParameters parameters, Secret passphrase, int bytes)
      throws CryptoException {
    if (!parameters.algorithm().equals(PassphraseParameters.ARGON2ID)) {
      throw new CryptoException(
          "Passphrases derived by " + parameters.algorithm() + " are not known, only argon2id");
    }
    requireMemory(parameters.memoryKibibytes());
    Argon2Parameters argon2 =
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(parameters.memoryKibibytes())
            .withIterations(parameters.iterations())
            .withParallelism(parameters.lanes())
            .withSalt(parameters.salt())
            .build();
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(argon2);
    byte[] password = passphrase.copyBytes();
    try {
      byte[] result = new byte[bytes];
      generator.generateBytes(password, result);
      return result;
    } finally {
      Arrays.fill(password, (byte) 0);
    }
  }

  /** Refuses in words what would otherwise end in an OutOfMemoryError, in whichever thread. */
  private static void requireMemory(int kibibytes) throws CryptoException {
    long most = Runtime.getRuntime().maxMemory() / 1024;
    if (kibibytes > most / 4 * 3) {
      throw new CryptoException(
          "The passphrase's slot asks for "
              + kibibytes / 1024
              + " MiB of memory; this Java process may use "
              + most / 1024
              + " MiB. Raise it with -Xmx");
    }
  }
}

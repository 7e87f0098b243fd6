package io.keepsake.core.spi.crypto;

/**
 * How a passphrase becomes a key; kept in the vault header.
 *
 * @param algorithm {@code argon2id} (RFC 9106, version 0x13)
 * @param memoryKibibytes memory, 8 KiB a lane at the least and 1 GiB at the most: a header from a
 *     hostile store must not be able to exhaust the reader
 * @param iterations passes over the memory, 1 to 64
 * @param lanes degree of parallelism, 1 to 16
 * @param salt 16 to 64 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, never compared
public record PassphraseParameters(
    String algorithm, int memoryKibibytes, int iterations, int lanes, byte[] salt) {

  /** Name of the one algorithm so far. */
  public static final String ARGON2ID = "argon2id";

  /**
   * Checks the bounds and copies the salt.
   *
   * @throws IllegalArgumentException if one is broken
   */
  public PassphraseParameters {
    if (lanes < 1 || lanes > 16 || iterations < 1 || iterations > 64) {
      throw new IllegalArgumentException(
          "Passphrase parameters out of bounds: "
              + iterations
              + " iterations, "
              + lanes
              + " lanes");
    }
    if (memoryKibibytes < 8 * lanes || memoryKibibytes > 1024 * 1024) {
      throw new IllegalArgumentException(
          "Passphrase parameters out of bounds: " + memoryKibibytes + " KiB of memory");
    }
    if (salt.length < 16 || salt.length > 64) {
      throw new IllegalArgumentException("A salt has 16 to 64 bytes, not " + salt.length);
    }
    salt = salt.clone();
  }

  /** A copy of the salt. */
  @Override
  public byte[] salt() {
    return salt.clone();
  }
}

package io.keepsake.core.spi.crypto;

/**
 * One fixed choice of algorithms. Stateless and safe for use by many threads; what it returns says
 * for itself.
 *
 * <p>All keys are 32 bytes. A method that is handed a {@link Secret} neither keeps nor closes it,
 * unless it says so.
 */
public interface CryptoSuite {

  /** Number of bytes of every key. */
  int KEY_BYTES = 32;

  /** The name by which a vault header asks for this suite. */
  String name();

  /** A new random key; the caller closes it. */
  Secret generateKey();

  /**
   * Derives a key of its own for one use (HKDF-SHA-256, RFC 5869, empty salt, {@code label} in
   * UTF-8 as info). The caller closes it.
   */
  Secret deriveKey(Secret key, String label) throws CryptoException;

  /** The parameters for a new passphrase slot, with a fresh random salt. */
  PassphraseParameters newPassphraseParameters();

  /**
   * Derives a key from a passphrase: slow, on purpose. The caller closes it.
   *
   * @throws CryptoException if this suite does not know the algorithm
   */
  Secret deriveKey(PassphraseParameters parameters, Secret passphrase) throws CryptoException;

  /** Encrypts a few bytes (a key) under a wrapping key, bound to {@code associatedData}. */
  byte[] wrap(Secret wrappingKey, Secret content, byte[] associatedData) throws CryptoException;

  /**
   * Reverses {@link #wrap}. The caller closes the result.
   *
   * @throws CryptoException if the key is not the one, or the bytes or the associated data changed:
   *     which of them cannot be told
   */
  Secret unwrap(Secret wrappingKey, byte[] wrapped, byte[] associatedData) throws CryptoException;

  /** A cipher for objects of any length under this key; it keeps a copy of the key. */
  StreamCipher streamCipher(Secret key) throws CryptoException;

  /** A keyed hash (HMAC-SHA-256) under this key, for use by one thread at a time. */
  KeyedHash keyedHash(Secret key) throws CryptoException;
}

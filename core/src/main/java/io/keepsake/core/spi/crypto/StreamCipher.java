package io.keepsake.core.spi.crypto;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;

/**
 * Seals byte streams with authentication, and opens them again at any position. Safe for use by
 * many threads; each stream belongs to one.
 */
public interface StreamCipher {

  /**
   * A stream that writes the sealed form of what is written to it. Closing it writes the last
   * segment and leaves {@code sink} open; a stream that was not closed cannot be opened again.
   */
  OutputStream seal(OutputStream sink, byte[] associatedData) throws IOException;

  /**
   * A read-only channel over the plaintext; its {@code size()} is the plaintext's. Every byte it
   * returns has been authenticated. Reads throw {@link CryptoException} where the ciphertext, the
   * key or the associated data is not the one sealed. Closing it closes {@code sealed}.
   *
   * @param sealed positioned anywhere; the sealed stream is all of it
   */
  SeekableByteChannel open(SeekableByteChannel sealed, byte[] associatedData) throws IOException;

  /** Length of the sealed form of that many plaintext bytes. */
  long sealedLength(long plaintextLength);
}

package io.keepsake.crypto.tink;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.StreamCipher;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.security.GeneralSecurityException;

/**
 * Tink's AES-GCM-HKDF streaming AEAD, in segments of 1 MiB. The wire format is at
 * https://developers.google.com/tink/streaming-aead/aes_gcm_hkdf_streaming.
 */
final class TinkStreamCipher implements StreamCipher {

  private static final String HKDF_HASH = "HmacSha256";
  private static final int DERIVED_KEY_BYTES = 32;
  private static final int SEGMENT_BYTES = 1 << 20;
  private static final int FIRST_SEGMENT_OFFSET = 0;

  // The class from "subtle" and not a KeysetHandle: its bytes are the same, but a handle wants the
  // registry and protobuf, 0.1 s at the start of every command against 0.01 s.
  private final AesGcmHkdfStreaming streaming;

  /** Keeps a copy of the key. */
  TinkStreamCipher(byte[] key) throws CryptoException {
    try {
      streaming =
          new AesGcmHkdfStreaming(
              key, HKDF_HASH, DERIVED_KEY_BYTES, SEGMENT_BYTES, FIRST_SEGMENT_OFFSET);
    } catch (GeneralSecurityException e) {
      throw new CryptoException("AES-GCM-HKDF streaming is not available", e);
    }
  }

  @Override
  public OutputStream seal(OutputStream sink, byte[] associatedData) throws IOException {
    try {
      return streaming.newEncryptingStream(new Unclosed(sink), associatedData);
    } catch (GeneralSecurityException e) {
      throw new CryptoException("AES-256-GCM is not available on this platform", e);
    }
  }

  @Override
  public SeekableByteChannel open(SeekableByteChannel sealed, byte[] associatedData)
      throws IOException {
    return OpenedChannel.open(streaming, sealed, associatedData);
  }

  @Override
  public long sealedLength(long plaintextLength) {
    if (plaintextLength < 0) {
      throw new IllegalArgumentException("A length is not negative: " + plaintextLength);
    }
    return streaming.expectedCiphertextSize(plaintextLength);
  }

  /** Tink closes what it writes to; the interface promises that the sink stays open. */
  private static final class Unclosed extends FilterOutputStream {

    Unclosed(OutputStream sink) {
      super(sink);
    }

    /** In one piece: the superclass would write byte by byte. */
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}

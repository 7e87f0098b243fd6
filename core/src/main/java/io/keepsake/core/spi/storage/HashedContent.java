package io.keepsake.core.spi.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Content whose hash is known. */
final class HashedContent implements ObjectContent {

  private static final int BYTES = 32;

  private final ObjectContent content;
  private final byte[] sha256;

  HashedContent(ObjectContent content, byte[] sha256) {
    if (sha256.length != BYTES) {
      throw new IllegalArgumentException("A SHA-256 has 32 bytes, not " + sha256.length);
    }
    this.content = content;
    this.sha256 = sha256.clone();
  }

  @Override
  public long length() {
    return content.length();
  }

  @Override
  public InputStream open() throws IOException {
    return content.open();
  }

  @Override
  public Optional<ByteBuffer> buffer() {
    return content.buffer();
  }

  @Override
  public Optional<byte[]> sha256() {
    return Optional.of(sha256.clone());
  }
}

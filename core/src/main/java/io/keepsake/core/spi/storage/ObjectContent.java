package io.keepsake.core.spi.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The bytes of an object to be stored. They can be read any number of times and by several threads
 * at once, because one content goes to several stores and an upload may be tried again.
 */
public interface ObjectContent {

  /** Number of bytes. */
  long length();

  /**
   * A new stream over all the bytes; the caller closes it.
   *
   * @throws IOException if the bytes cannot be read; never happens for contents in memory
   */
  InputStream open() throws IOException;

  /** The bytes as a read-only buffer of the caller's own, where they are in memory. */
  default Optional<ByteBuffer> buffer() {
    return Optional.empty();
  }

  /**
   * The SHA-256 of the bytes, where whoever made the content knows it: a store that needs it does
   * not compute it again. A copy of the caller's own.
   */
  default Optional<byte[]> sha256() {
    return Optional.empty();
  }

  /** This content with its SHA-256, which the caller vouches for. */
  default ObjectContent withSha256(byte[] sha256) {
    return new HashedContent(this, sha256);
  }

  /** The remaining bytes of a buffer; they must not change until the put has returned. */
  static ObjectContent of(ByteBuffer bytes) {
    return new BufferContent(bytes.asReadOnlyBuffer());
  }

  /** All of an array, which must not change until the put has returned. */
  static ObjectContent of(byte[] bytes) {
    return of(ByteBuffer.wrap(bytes));
  }

  /**
   * A file, which must not change until the put has returned.
   *
   * @throws IOException if its length cannot be read
   */
  static ObjectContent of(Path file) throws IOException {
    return new FileContent(file, Files.size(file));
  }
}

package io.keepsake.provider.azure;

import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.Optional;

/**
 * The bytes of a content, part by part. Those of a content in memory are not copied; of another
 * one, one part is in memory, which the next takes the place of.
 */
final class ContentParts implements AutoCloseable {

  private final AzureConfig config;
  private final String asked;
  private final long length;
  private final int partSize;
  private final Optional<ByteBuffer> buffer;
  private final Optional<InputStream> stream;
  private final byte[] room;
  private long position;

  /**
   * Opens a content.
   *
   * @throws StoreException if it cannot be opened, or has not as many bytes as it says
   */
  ContentParts(AzureConfig config, String asked, ObjectContent content, int partSize)
      throws StoreException {
    this.config = config;
    this.asked = asked;
    this.length = content.length();
    this.partSize = partSize;
    buffer = content.buffer();
    if (buffer.isPresent() && buffer.get().remaining() != length) {
      throw wrongLength(buffer.get().remaining() + " came");
    }
    try {
      stream = buffer.isPresent() ? Optional.empty() : Optional.of(content.open());
    } catch (IOException e) {
      throw unreadable(e);
    }
    room = new byte[buffer.isPresent() ? 0 : Math.toIntExact(Math.min(partSize, length))];
  }

  /** Whether there is another part. */
  boolean hasNext() {
    return position < length;
  }

  /** The next part; without bytes if there is none. */
  ByteBuffer next() throws StoreException {
    int count = Math.toIntExact(Math.min(partSize, length - position));
    long start = position;
    position += count;
    if (buffer.isPresent()) {
      return buffer.get().slice(buffer.get().position() + Math.toIntExact(start), count);
    }
    try {
      int read = stream.orElseThrow().readNBytes(room, 0, count);
      if (read < count) {
        throw wrongLength(start + read + " came");
      }
      if (position == length && stream.orElseThrow().read() >= 0) {
        throw wrongLength("more came");
      }
      return ByteBuffer.wrap(room, 0, count).slice();
    } catch (StoreException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public void close() throws StoreException {
    if (stream.isPresent()) {
      try {
        stream.get().close();
      } catch (IOException e) {
        throw unreadable(e);
      }
    }
  }

  private StoreException wrongLength(String came) {
    return config.failure(
        Kind.INVALID, asked, "%d bytes were announced and %s".formatted(length, came));
  }

  /** The fault is with the caller's bytes: trying again here would not help. */
  private StoreException unreadable(IOException cause) {
    if (cause instanceof InterruptedIOException || cause instanceof ClosedByInterruptException) {
      Thread.currentThread().interrupt();
      return config.failure(Kind.INTERRUPTED, asked, "it was interrupted");
    }
    StoreException failure =
        config.failure(
            Kind.INVALID,
            asked,
            "the bytes to store could not be read: " + String.valueOf(cause.getMessage()));
    failure.initCause(cause);
    return failure;
  }
}

package io.keepsake.provider.gcs;

import io.keepsake.core.spi.storage.BlockInputStream;
import io.keepsake.core.spi.storage.ObjectContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;

/** The bytes to store: fails if they are not as many as announced, and says whose fault it is. */
final class ContentStream extends BlockInputStream {

  private final long length;
  private final InputStream in;
  private long position;

  ContentStream(ObjectContent content) throws IOException {
    length = content.length();
    try {
      in = content.open();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  protected int readBlock(byte[] target, int offset, int count) throws IOException {
    int read;
    try {
      read = in.read(target, offset, count);
    } catch (IOException e) {
      throw failure(e);
    }
    position += Math.max(read, 0);
    if (read < 0 ? position < length : position > length) {
      throw new ContentException(
          "%d bytes were announced and %s came".formatted(length, read < 0 ? position : "more"));
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private static IOException failure(IOException cause) {
    if (cause instanceof InterruptedIOException || cause instanceof ClosedByInterruptException) {
      Thread.currentThread().interrupt();
      return cause;
    }
    return new ContentException(cause);
  }
}

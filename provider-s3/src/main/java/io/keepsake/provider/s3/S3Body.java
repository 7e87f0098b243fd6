package io.keepsake.provider.s3;

import io.keepsake.core.spi.storage.BlockInputStream;
import io.keepsake.core.spi.storage.ObjectContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Content as the body of a request. It is read where it is, once for each use: the checksum, the
 * signature where one is taken over the body, and the sending.
 *
 * @param content the bytes
 * @param progress told of each read
 */
record S3Body(ObjectContent content, S3Call.Progress progress) {

  private static final String TYPE = "application/octet-stream";

  /** For the SDK. */
  RequestBody toRequest() {
    return RequestBody.fromContentProvider(this::openUnchecked, content.length(), TYPE);
  }

  private InputStream openUnchecked() {
    try {
      return open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The bytes from the start. The stream fails if there are not as many as announced.
   *
   * @throws ContentException if there are none to be had
   */
  InputStream open() throws IOException {
    try {
      return new Checked(content.open());
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static ContentException unreadable(IOException cause) {
    return new ContentException(
        "the bytes to store could not be read: " + cause.getMessage(), cause);
  }

  private final class Checked extends BlockInputStream {
    private final InputStream in;
    private long position;

    Checked(InputStream in) {
      this.in = in;
    }

    @Override
    protected int readBlock(byte[] target, int offset, int length) throws IOException {
      progress.moved();
      int count;
      try {
        count = in.read(target, offset, length);
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        throw unreadable(e);
      }
      position += Math.max(count, 0);
      if (position > content.length() || (count < 0 && position < content.length())) {
        throw new ContentException(
            "%d bytes were announced and %s came"
                .formatted(content.length(), count < 0 ? position : "more"));
      }
      return count;
    }

    @Override
    public int available() throws IOException {
      return in.available();
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}

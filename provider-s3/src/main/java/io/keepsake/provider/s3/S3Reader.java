package io.keepsake.provider.s3;

import io.keepsake.core.spi.storage.BlockInputStream;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.provider.s3.S3Action.Asked;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The bytes of one object, or of a part of it, as they come. An end before the announced length is
 * a failure. On a virtual thread an interrupt ends a read that waits; on a platform thread it does
 * so once the read returns or times out.
 */
final class S3Reader extends BlockInputStream {

  /** So much is read on to keep a connection; beyond it a new one is cheaper. */
  private static final int WORTH_READING = 64 << 10;

  private final Asked asked;
  private final ResponseInputStream<GetObjectResponse> in;
  private final long length;
  private final S3Calls calls;
  private final S3Errors errors;
  private final Set<S3Reader> open;
  private long position;

  S3Reader(
      Asked asked,
      ResponseInputStream<GetObjectResponse> in,
      S3Calls calls,
      S3Errors errors,
      Set<S3Reader> open) {
    this.asked = asked;
    this.in = in;
    this.calls = calls;
    this.errors = errors;
    this.open = open;
    length = in.response().contentLength();
    open.add(this);
  }

  @Override
  protected int readBlock(byte[] target, int offset, int count) throws IOException {
    calls.requireReady(asked);
    try {
      // Also at the end: there the checksum is compared.
      int got = in.read(target, offset, count);
      position += Math.max(got, 0);
      if (got < 0 && position < length) {
        throw errors.of(
            Kind.UNAVAILABLE,
            asked,
            "the answer ended after %d of %d bytes".formatted(position, length));
      }
      return got;
    } catch (StoreException e) {
      throw e;
    } catch (IOException | SdkException | IllegalStateException e) {
      throw failure(e);
    }
  }

  private StoreException failure(Exception cause) {
    if (Thread.currentThread().isInterrupted()) {
      return errors.of(Kind.INTERRUPTED, asked, "it was interrupted");
    }
    return calls.isClosed() ? errors.closed(asked) : errors.of(asked, cause);
  }

  @Override
  public byte[] readAllBytes() throws IOException {
    if (length - position > Integer.MAX_VALUE - 8) {
      throw new OutOfMemoryError(asked.what() + " is too large for one array");
    }
    byte[] bytes = new byte[(int) (length - position)];
    int count = readNBytes(bytes, 0, bytes.length);
    if (read(new byte[1], 0, 1) >= 0) {
      throw errors.of(Kind.CORRUPT, asked, "the answer is longer than announced");
    }
    return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
  }

  /** Ends reading from another thread. */
  void abort() {
    in.abort();
  }

  @Override
  public void close() throws StoreException {
    open.remove(this);
    try {
      if (length - position > WORTH_READING || calls.isClosed()) {
        in.abort();
      } else {
        in.close();
      }
    } catch (IOException | SdkException | IllegalStateException e) {
      in.abort(); // what was read is no worse for it
    }
  }
}

package io.keepsake.core.store;

import io.keepsake.core.spi.storage.BlockInputStream;
import io.keepsake.core.spi.storage.StoreException;
import java.io.IOException;
import java.io.InputStream;

/** A stream that tells how its reading went, when it fails or is closed. */
final class WatchedStream extends BlockInputStream {

  private final InputStream in;
  private final WatchedCall call;
  private long bytes;

  WatchedStream(InputStream stream, WatchedCall call) {
    in = stream;
    this.call = call;
  }

  @Override
  protected int readBlock(byte[] target, int offset, int length) throws IOException {
    try {
      int count = in.read(target, offset, length);
      bytes += Math.max(0, count);
      return count;
    } catch (StoreException e) {
      call.failed(bytes, e);
      throw e;
    }
  }

  /** Goes to the stream behind, which may know the length and need one array only. */
  @Override
  public byte[] readAllBytes() throws IOException {
    try {
      byte[] all = in.readAllBytes();
      bytes += all.length;
      return all;
    } catch (StoreException e) {
      call.failed(bytes, e);
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    call.succeeded(bytes);
    in.close();
  }
}

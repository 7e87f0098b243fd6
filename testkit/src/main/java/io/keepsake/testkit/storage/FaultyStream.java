package io.keepsake.testkit.storage;

import io.keepsake.core.spi.storage.StoreException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** What a get returns, with a fault in it. */
final class FaultyStream extends FilterInputStream {

  private final Fault fault;
  private final String storeId;
  private long position;

  private FaultyStream(InputStream stream, Fault fault, String storeId) {
    super(stream);
    this.fault = fault;
    this.storeId = storeId;
  }

  /** The stream itself if the fault is not one of reading. */
  static InputStream of(InputStream stream, Fault fault, String storeId) {
    return switch (fault) {
      case Fault.Corrupts _, Fault.Truncates _, Fault.BreaksOff _ ->
          new FaultyStream(stream, fault, storeId);
      case Fault.Fails _, Fault.TakesEffectButFails _, Fault.Waits _ -> stream;
    };
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (fault instanceof Fault.BreaksOff breaks && position >= breaks.length()) {
      throw new StoreException(
          breaks.kind(), storeId, "Provider " + storeId + " broke off as told");
    }
    int wanted = (int) Math.min(length, room());
    if (wanted == 0) {
      return -1;
    }
    int count = in.read(target, offset, wanted);
    if (count > 0) {
      corrupt(target, offset, count);
      position += count;
    }
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    return readNBytes(Math.clamp(count, 0, 1 << 16)).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private long room() {
    return switch (fault) {
      case Fault.Truncates truncates -> Math.max(0, truncates.length() - position);
      case Fault.BreaksOff breaks -> breaks.length() - position;
      default -> Long.MAX_VALUE;
    };
  }

  private void corrupt(byte[] target, int offset, int count) {
    if (fault instanceof Fault.Corrupts corrupts) {
      long at = corrupts.position() - position;
      if (at >= 0 && at < count) {
        target[offset + (int) at] ^= 1;
      }
    }
  }
}

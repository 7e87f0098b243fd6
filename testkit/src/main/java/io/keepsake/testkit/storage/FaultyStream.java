package io.keepsake.testkit.storage;

import io.keepsake.core.spi.storage.BlockInputStream;
import io.keepsake.core.spi.storage.StoreException;
import java.io.IOException;
import java.io.InputStream;

/** What a get returns, with a fault in it. */
final class FaultyStream extends BlockInputStream {

  private final InputStream in;
  private final Fault fault;
  private final String storeId;
  private long position;

  private FaultyStream(InputStream stream, Fault fault, String storeId) {
    in = stream;
    this.fault = fault;
    this.storeId = storeId;
  }

  /** The stream itself if the fault is not one of reading. */
  static InputStream of(InputStream stream, Fault fault, String storeId) {
    return switch (fault) {
      case Fault.Corrupts _, Fault.Truncates _, Fault.BreaksOff _ ->
          new FaultyStream(stream, fault, storeId);
      case Fault.Fails _,
          Fault.TakesEffectButFails _,
          Fault.Waits _,
          Fault.Delays _,
          Fault.Tells _ ->
          stream;
    };
  }

  @Override
  protected int readBlock(byte[] target, int offset, int length) throws IOException {
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
  public void close() throws IOException {
    in.close();
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

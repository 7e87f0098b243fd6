package io.keepsake.core.chunk;

import io.keepsake.core.spi.crypto.KeyedHash;
import java.nio.ByteBuffer;

/**
 * The 256 random numbers of a gear hash, a vault's own: section 5 of the format. Whoever does not
 * know the key cannot foretell where contents are cut.
 */
public final class GearTable {

  private final long[] values = new long[256];

  /** Derives the table. */
  public GearTable(KeyedHash chunkerHash) {
    for (int i = 0; i < 64; i++) {
      byte[] counter = ByteBuffer.allocate(4).putInt(i).array();
      ByteBuffer block = ByteBuffer.wrap(chunkerHash.hash(counter, 0, counter.length));
      for (int j = 0; j < 4; j++) {
        values[4 * i + j] = block.getLong();
      }
    }
  }

  /** The numbers; not to be changed. */
  long[] values() {
    return values;
  }

  /** The number of one byte value. */
  public long of(byte value) {
    return values[value & 0xff];
  }
}

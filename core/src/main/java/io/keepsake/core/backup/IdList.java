package io.keepsake.core.backup;

import io.keepsake.core.format.Hash;
import java.util.Arrays;

/** Joined ids, growing. */
final class IdList {

  private byte[] ids = new byte[4 * Hash.BYTES];
  private int size;

  void add(Hash id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, Math.multiplyExact(2, size));
    }
    System.arraycopy(id.bytes(), 0, ids, size, Hash.BYTES);
    size += Hash.BYTES;
  }

  /** The ids added since the last call. */
  byte[] take() {
    byte[] taken = Arrays.copyOf(ids, size);
    size = 0;
    return taken;
  }
}

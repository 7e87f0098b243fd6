package io.keepsake.benchmarks.scale;

import io.keepsake.core.format.Content.StoredExtent;
import io.keepsake.core.format.Hash;
import java.nio.ByteBuffer;

/** Hands out the chunks of the packs that are needed, in order. */
final class NeededChunks {

  private final Simulation simulation;
  private long next;

  NeededChunks(Simulation simulation) {
    this.simulation = simulation;
    skip();
  }

  private void skip() {
    while (!isEmpty() && !simulation.isNeeded((int) (next / Simulation.CHUNKS_A_PACK))) {
      next += Simulation.CHUNKS_A_PACK;
    }
  }

  /** Whether all are handed out. */
  boolean isEmpty() {
    return next >= simulation.chunks();
  }

  /** The next ones, as many as are left. */
  StoredExtent take(long offset, int most) {
    ByteBuffer ids = ByteBuffer.allocate(most * Hash.BYTES);
    long length = 0;
    while (ids.hasRemaining() && !isEmpty()) {
      simulation.id(next, ids);
      length += simulation.length(next);
      next++;
      if (next % Simulation.CHUNKS_A_PACK == 0) {
        skip();
      }
    }
    byte[] joined = new byte[ids.position()];
    ids.flip().get(joined);
    return new StoredExtent(offset, length, joined);
  }
}

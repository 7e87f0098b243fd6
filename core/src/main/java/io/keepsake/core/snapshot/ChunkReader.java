package io.keepsake.core.snapshot;

import java.io.IOException;

/** Reads tree chunks by their ids, checked against them. */
@FunctionalInterface
public interface ChunkReader {

  /**
   * The plaintext of the {@code index}-th of joined ids.
   *
   * @throws io.keepsake.core.format.FormatException if no pack has it
   */
  byte[] chunk(byte[] ids, int index) throws IOException;
}

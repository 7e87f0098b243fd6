package io.keepsake.core.audit;

import io.keepsake.core.spi.storage.ObjectName;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The segments that stores have, for those who look at each copy. */
public interface SegmentSource {

  /**
   * A segment that some store lists.
   *
   * @param name its name
   * @param holders the stores that list it
   * @param lacking the stores that should have it, were listed, and have not
   */
  record Listed(ObjectName name, List<String> holders, List<String> lacking) {
    /** Copies the lists. */
    public Listed {
      holders = List.copyOf(holders);
      lacking = List.copyOf(lacking);
    }
  }

  /**
   * A copy that was read.
   *
   * @param problem why its bytes are not what was stored; empty if they are
   * @param plaintext what is sealed in it; empty if its bytes are wrong, or do not open
   */
  record Copy(Optional<String> problem, Optional<byte[]> plaintext) {}

  /**
   * All segments, in the order of their names.
   *
   * @throws IOException if no store can be listed, or on an interrupt
   */
  Collection<Listed> list() throws IOException;

  /**
   * Reads a copy. That it cannot be read is its problem.
   *
   * @throws IOException on an interrupt
   */
  Copy read(ObjectName name, String storeId) throws IOException;
}

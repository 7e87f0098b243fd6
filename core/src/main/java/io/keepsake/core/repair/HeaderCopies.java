package io.keepsake.core.repair;

import java.nio.ByteBuffer;
import java.util.Set;

/**
 * The header that counts, and who has not got it.
 *
 * @param bytes the header as it is stored
 * @param missingAt ids of the stores without any header
 * @param unlikeAt ids of the stores with other bytes: damaged, or of an older revision
 */
public record HeaderCopies(ByteBuffer bytes, Set<String> missingAt, Set<String> unlikeAt) {

  /** Copies the sets, and views the bytes so that nobody can change them. */
  public HeaderCopies {
    bytes = bytes.asReadOnlyBuffer();
    missingAt = Set.copyOf(missingAt);
    unlikeAt = Set.copyOf(unlikeAt);
  }
}

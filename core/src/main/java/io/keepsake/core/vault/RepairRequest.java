package io.keepsake.core.vault;

import java.util.Optional;

/**
 * What to repair.
 *
 * @param depth how damage is looked for
 * @param action what is done about it
 * @param provider the id of the only provider to be written to; empty for all
 */
public record RepairRequest(Depth depth, Action action, Optional<String> provider) {

  /** How damage is looked for. */
  public enum Depth {
    /** By what the providers list: missing objects, and lengths that differ. */
    LISTING,
    /**
     * Also by the checksums that providers have computed of what they took: compared with each
     * other, or with a copy that was read and is good. Copies of which a provider tells none are
     * read. What has changed at rest since, without the provider's noticing, stays unseen.
     */
    CHECKSUM,
    /** Also by reading every copy and comparing it with the hash in its name. */
    DATA
  }

  /** What is done about damage. */
  public enum Action {
    /** It is told; nothing is written. */
    PREVIEW,
    /** Good copies are written, and checked. */
    APPLY
  }
}

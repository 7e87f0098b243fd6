package io.keepsake.core.vault;

import io.keepsake.core.placement.Verdict;
import java.util.List;

/**
 * Where a snapshot can be restored from.
 *
 * @param snapshot which
 * @param providers ids of the providers that have all of it by their listings; one that lacks
 *     objects for reasons that are not known is not among them
 * @param verdict whether these are enough
 */
public record SnapshotStatus(Snapshot snapshot, List<String> providers, Verdict verdict) {

  /** Copies the list. */
  public SnapshotStatus {
    providers = List.copyOf(providers);
  }
}

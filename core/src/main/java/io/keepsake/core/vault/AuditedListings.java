package io.keepsake.core.vault;

import io.keepsake.core.event.VaultListener;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Records that names of files were read. A search lists every snapshot there is: so the first
 * listing of an open vault is recorded at once, and at the end once more how many there were.
 */
final class AuditedListings {

  private final AuditTrail trail;
  private final VaultListener listener;
  private final Set<String> snapshots = new LinkedHashSet<>();
  private long count;

  AuditedListings(AuditTrail trail, VaultListener listener) {
    this.trail = trail;
    this.listener = listener;
  }

  /** Somebody lists what is below a path of these snapshots. */
  void note(String path, SnapshotId... ids) {
    if (begin(ids)) {
      List<SnapshotId> others = new ArrayList<>(List.of(ids));
      AuditEntry entry = entry().with("path", path).with(others.removeFirst());
      for (SnapshotId other : others) {
        entry = entry.with("compared-with", other.hex());
      }
      trail.note(entry, listener);
    }
  }

  private static AuditEntry entry() {
    return AuditEntry.of(AuditAction.LIST, AuditOutcome.DONE);
  }

  /** Counts a listing; whether it is the first. */
  private synchronized boolean begin(SnapshotId... ids) {
    List.of(ids).forEach(id -> snapshots.add(id.abbreviated()));
    return count++ == 0;
  }

  /** The vault is being closed. */
  synchronized void close() {
    if (count > 1) {
      trail.note(
          entry()
              .with("listings", count)
              .with("snapshots", snapshots.size())
              .with("snapshots", String.join(" ", snapshots)),
          listener);
    }
    count = 0;
    snapshots.clear();
  }
}

package io.keepsake.core.vault;

import io.keepsake.core.format.SnapshotManifest;
import io.keepsake.core.repair.FlawRepair;
import io.keepsake.core.restore.RestoreJob;
import io.keepsake.core.restore.RestoreOutcome;
import io.keepsake.core.target.Replacement;

/** Between what callers of a restore say and hear, and what the pipeline does. */
final class Restoring {

  private Restoring() {}

  static RestoreJob job(RestoreRequest request, SnapshotManifest manifest) {
    return new RestoreJob(
        manifest,
        request.target(),
        request.paths(),
        request.includes(),
        request.excludes(),
        request.existing() == RestoreRequest.Existing.OVERWRITE
            ? Replacement.REPLACE
            : Replacement.REFUSE);
  }

  static RestoreResult result(RestoreOutcome outcome, FlawRepair.Outcome healed) {
    return new RestoreResult(
        outcome.entries(),
        outcome.alreadyThere(),
        outcome.bytes(),
        outcome.problems(),
        outcome.lost(),
        outcome.ownersNotRestored(),
        healed.repaired(),
        healed.left());
  }
}

package io.keepsake.core.vault;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.SnapshotManifest;

/** Turns manifests into what callers see. */
final class Manifests {

  private Manifests() {}

  static Snapshot snapshot(Hash id, SnapshotManifest manifest) {
    return new Snapshot(
        new SnapshotId(id.hex()),
        manifest.time(),
        manifest.host(),
        manifest.user(),
        manifest.roots(),
        manifest.labels(),
        manifest.parent().map(parent -> new SnapshotId(parent.hex())),
        new SnapshotTotals(
            manifest.files(), manifest.directories(), manifest.others(), manifest.bytes()),
        manifest.skipped(),
        manifest.stores(),
        manifest.program());
  }
}

package io.keepsake.core.backup;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.SnapshotManifest;

/**
 * What a backup pipeline did.
 *
 * @param id the new snapshot's hash
 * @param manifest its content
 * @param unchanged files recognised without being read
 * @param filesRead files read
 * @param bytesRead bytes read from the source
 * @param bytesStored bytes added to each complete store
 * @param newChunks data chunks the vault did not have
 */
public record BackupOutcome(
    Hash id,
    SnapshotManifest manifest,
    long unchanged,
    long filesRead,
    long bytesRead,
    long bytesStored,
    long newChunks) {}

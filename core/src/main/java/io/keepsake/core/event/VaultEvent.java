package io.keepsake.core.event;

import io.keepsake.core.spi.source.SkippedItem;

/** Something that happened during an operation. Delivered from any thread, one at a time. */
public sealed interface VaultEvent {

  /**
   * How far a backup is; sent a few times a second at most.
   *
   * @param files entries finished, directories apart
   * @param unchanged how many of them were recognised without being read
   * @param bytes size of the finished files
   * @param storedBytes bytes added to each store so far
   * @param expectedFiles entries of the previous snapshot of the same roots; 0 if there is none
   * @param expectedBytes size of the previous snapshot; 0 if there is none
   * @param scanned whether the walk has ended, so that nothing more will be found
   */
  record BackupProgress(
      long files,
      long unchanged,
      long bytes,
      long storedBytes,
      long expectedFiles,
      long expectedBytes,
      boolean scanned)
      implements VaultEvent {}

  /** An entry was left out of a backup, or kept although it changed while it was read. */
  record ItemSkipped(SkippedItem item) implements VaultEvent {}

  /**
   * A store takes no further part in this operation.
   *
   * @param storeId which
   * @param reason one sentence for people
   */
  record StoreDropped(String storeId, String reason) implements VaultEvent {}

  /** A store that had been dropped answers again, and is brought up to the others. */
  record StoreReturned(String storeId) implements VaultEvent {}

  /** A standby takes the place of a store that cannot be written to. */
  record StandbyEnlisted(String storeId) implements VaultEvent {}

  /**
   * A store gave no good answer for an object and another one was asked.
   *
   * @param storeId which
   * @param object name of the object
   * @param reason one sentence for people
   */
  record ReadFailedOver(String storeId, String object, String reason) implements VaultEvent {}

  /**
   * How far a restore is.
   *
   * @param files entries finished
   * @param totalFiles entries to restore
   * @param bytes bytes written or found in place
   * @param totalBytes bytes to restore
   */
  record RestoreProgress(long files, long totalFiles, long bytes, long totalBytes)
      implements VaultEvent {}

  /**
   * Something could not be restored as it was; the restore goes on.
   *
   * @param path where, below the target
   * @param problem one sentence for people, without the path
   */
  record RestoreProblem(String path, String problem) implements VaultEvent {}

  /**
   * How far a verification is.
   *
   * @param objects objects checked, each copy counted
   * @param totalObjects objects to check
   * @param bytes bytes read
   * @param totalBytes bytes to read
   */
  record VerifyProgress(long objects, long totalObjects, long bytes, long totalBytes)
      implements VaultEvent {}

  /**
   * A verification found damage.
   *
   * @param storeId where; empty if no store has a good copy
   * @param object name of the object, or a snapshot's path
   * @param problem one sentence for people
   */
  record DamageFound(String storeId, String object, String problem) implements VaultEvent {}

  /**
   * How far a repair is.
   *
   * @param objects objects of the vault looked at so far, copies not counted
   */
  record RepairProgress(long objects) implements VaultEvent {}

  /**
   * A repair wrote a copy that a store lacked, or had wrong.
   *
   * @param storeId where
   * @param object name of the object
   * @param bytes its length
   */
  record CopyRepaired(String storeId, String object, long bytes) implements VaultEvent {}

  /**
   * Something is wrong with the audit trail, or its records are not at the providers yet. The
   * operation goes on.
   *
   * @param problem one sentence for people, without a full stop
   */
  record AuditProblem(String problem) implements VaultEvent {}
}

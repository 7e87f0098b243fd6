package io.keepsake.core.vault;

import io.keepsake.core.placement.Verdict;
import java.util.List;
import java.util.Map;

/**
 * What a backup did. It is committed: {@code snapshot} can be restored.
 *
 * @param snapshot the new snapshot
 * @param filesUnchanged files recognised without being read
 * @param filesRead files read
 * @param bytesRead bytes read from the source
 * @param bytesStored bytes added to each complete store
 * @param newChunks chunks the vault did not have
 * @param verdict whether enough stores hold all of it
 * @param completeStores ids of the stores that hold all of it
 * @param droppedStores ids of the stores that do not, each with the reason
 */
public record BackupResult(
    Snapshot snapshot,
    long filesUnchanged,
    long filesRead,
    long bytesRead,
    long bytesStored,
    long newChunks,
    Verdict verdict,
    List<String> completeStores,
    Map<String, String> droppedStores) {

  /** Copies the collections. */
  public BackupResult {
    completeStores = List.copyOf(completeStores);
    droppedStores = Map.copyOf(droppedStores);
  }

  /** Whether every file was stored at rest, in as many copies and regions as are wanted. */
  public boolean complete() {
    return snapshot.skipped() == 0 && verdict.level() == Verdict.Level.FULL;
  }
}

package io.keepsake.core.vault;

import io.keepsake.core.replicate.WriteSession;
import io.keepsake.core.repository.Repository;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a backup's copies are judged by.
 *
 * @param leftOut why stores could not be opened, by id
 */
record BackupCopies(VaultSettings settings, Map<String, String> leftOut) {

  /** Fails, before anything is stored, if too few stores can be used. */
  void requireMinimum(Repository operation) throws VaultException {
    int active = operation.replicas().usable();
    int minimumCopies = settings.minimumCopies();
    if (active < minimumCopies) {
      throw new VaultException(
          VaultException.Kind.TOO_FEW_COPIES,
          "A backup needs "
              + minimumCopies
              + " providers, and only "
              + active
              + " can be used; nothing was stored. "
              + String.join(
                  "; ",
                  leftOut.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList()));
    }
  }

  /** All stores that do not hold everything, with the reason. */
  Map<String, String> incomplete(WriteSession session, Set<String> complete) {
    Map<String, String> incomplete = new TreeMap<>(leftOut);
    incomplete.keySet().removeAll(complete); // they came back
    session.owed().forEach((id, owed) -> incomplete.put(id, owed.reason()));
    for (String id : settings.placement().initial()) {
      if (!complete.contains(id)) { // it owes nothing any more, and was not counted
        incomplete.putIfAbsent(id, "Provider %s caught up too late to be counted".formatted(id));
      }
    }
    return incomplete;
  }
}

package io.keepsake.testkit.chaos;

import static io.keepsake.testkit.chaos.ChaosFailure.require;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.vault.PruneRequest;
import io.keepsake.core.vault.PruneResult;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultException.Kind;
import io.keepsake.core.vault.VaultPruning;
import io.keepsake.core.vault.VaultSession;
import java.time.Duration;
import java.util.List;

/** Deletes what nobody needs, and ends the sessions of the dead. */
final class Prunings {

  private Prunings() {}

  private static VaultPruning of(Vault vault) {
    return new VaultPruning(vault, "host", "user", VaultListener.NONE);
  }

  /** Whether it was pruned: nobody was in the way, and nothing is left for later. */
  static boolean pruned(Vault vault) throws VaultException {
    try {
      return of(vault).prune(PruneRequest.waiting(Duration.ZERO)).complete();
    } catch (VaultException e) {
      if (e.kind() == Kind.FENCED) {
        return false;
      }
      throw e;
    }
  }

  /** How many sessions were ended. */
  static int fenced(Vault vault) throws VaultException {
    List<VaultSession> sessions = of(vault).sessions();
    for (VaultSession session : sessions) {
      of(vault).fence(session.id());
    }
    return sessions.size();
  }

  /** When all is well and nobody is at work: nothing that nobody needs is left. */
  static void requireNothingLeft(Vault vault, Attempts attempts) throws InterruptedException {
    attempts.must("ending all sessions", () -> fenced(vault));
    attempts.must("pruning after repair", () -> pruned(vault));
    boolean complete = attempts.must("pruning once more", () -> pruned(vault));
    PruneResult left =
        attempts.must(
            "preview of a pruning", () -> of(vault).preview(PruneRequest.waiting(Duration.ZERO)));
    require(
        complete && left.packs() == 0 && left.indexes() == 0,
        () -> "[prune] all is well, and yet there is left: %s".formatted(left));
  }
}

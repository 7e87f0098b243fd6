package io.keepsake.core.vault;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.reindex.ReindexOutcome;
import io.keepsake.core.reindex.ReindexPipeline;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes the index of a vault anew where it is lost: what packs hold is written in themselves too.
 */
public final class VaultReindex {

  private final Vault vault;
  private final VaultListener listener;

  /**
   * For an open vault.
   *
   * @param listener is told of providers that fail
   */
  public VaultReindex(Vault vault, VaultListener listener) {
    this.vault = vault;
    this.listener = new OrderedListener(listener);
  }

  /**
   * Reads the packs that no readable index object names, and names them. Backups, restores and
   * prunings may run at the same time.
   *
   * @throws VaultException kind {@code TOO_FEW_COPIES} if something cannot be read now that a
   *     provider may have, or cannot be stored; {@code INTERRUPTED}. What was written stays, and
   *     running it again goes on from there
   */
  public ReindexResult run() throws VaultException {
    AuditEntry begin = AuditEntries.begin(AuditAction.REINDEX);
    return vault
        .trail()
        .during(
            begin,
            listener,
            ending -> {
              ReindexResult result =
                  result(new ReindexPipeline(vault.repository().anew(listener)).run());
              ending.at(
                  AuditEntries.end(begin, result),
                  vault.sealing(vault.repository().anew(listener), listener));
              return result;
            });
  }

  private static ReindexResult result(ReindexOutcome outcome) {
    Map<String, String> unreadable = new TreeMap<>();
    outcome.unreadable().forEach((name, why) -> unreadable.put(name.value(), why));
    return new ReindexResult(
        outcome.packs(),
        outcome.indexed(),
        outcome.damaged().stream().map(Object::toString).collect(Collectors.toList()),
        outcome.removed(),
        unreadable,
        outcome.pending());
  }
}

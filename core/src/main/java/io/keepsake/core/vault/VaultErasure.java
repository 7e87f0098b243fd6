package io.keepsake.core.vault;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.format.Hash;
import io.keepsake.core.prune.Erasure;
import io.keepsake.core.vault.AuditTrail.Ending;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Removes snapshots so that nothing is left of what only they had, and shows it: the right to
 * erasure. They are forgotten, what only they needed is pruned, also from packs that others need
 * something of, and then it is looked for in all that any provider has.
 */
public final class VaultErasure {

  private final Vault vault;
  private final VaultPruning pruning;
  private final VaultListener listener;

  /**
   * For an open vault.
   *
   * @param host name of this machine, kept in the vault
   * @param user who does it, kept in the vault
   * @param listener is told of providers that fail, and of records that are damaged
   */
  public VaultErasure(Vault vault, String host, String user, VaultListener listener) {
    this.vault = vault;
    this.pruning = new VaultPruning(vault, host, user, listener);
    this.listener = new OrderedListener(listener);
  }

  /**
   * Erases. After a failure the snapshots may be forgotten already; a pruning that leaves no waste
   * does the rest then.
   *
   * @param ids which; one or more
   * @param why kept in the vault, and in the audit trail
   * @param patience how long backups that run already are waited for
   * @throws VaultException as {@link VaultRetention#forget} and {@link VaultPruning#prune}
   */
  public ErasureResult erase(Collection<SnapshotId> ids, Attribution why, Duration patience)
      throws VaultException {
    AuditEntry begin = AuditEntries.begin(AuditAction.ERASE, why).with("asked", ids.size());
    return vault
        .trail()
        .during(begin, listener, ending -> erase(ids, why, patience, begin, ending));
  }

  private ErasureResult erase(
      Collection<SnapshotId> ids,
      Attribution why,
      Duration patience,
      AuditEntry begin,
      Ending ending)
      throws IOException {
    Set<Hash> hashes = new HashSet<>();
    ids.forEach(id -> hashes.add(Hash.ofHex(id.hex())));
    pruning.requireFewProviders();
    PruneRequest request = PruneRequest.waiting(patience).withUnusedPercent(0);
    ForgetResult forgotten;
    PruneResult pruned;
    Erasure.Proof proof;
    try (Erasure erasure =
        Erasure.of(vault.repository().anew(listener), pruning.job(request), hashes)) {
      forgotten = new VaultRetention(vault, listener).forget(ids, why);
      pruned = pruning.prune(request);
      proof = erasure.prove();
    }
    Map<String, String> pending = new TreeMap<>(forgotten.pending());
    pending.putAll(pruned.pending());
    proof.unproven().forEach(pending::putIfAbsent);
    ErasureResult result =
        new ErasureResult(
            forgotten.forgotten(),
            forgotten.held(),
            pruned.packs(),
            proof.gone(),
            proof.shared(),
            pruned.waitingFor(),
            pending);
    ending.at(
        AuditEntries.end(begin, result),
        vault.sealing(vault.repository().anew(listener), listener));
    return result;
  }
}

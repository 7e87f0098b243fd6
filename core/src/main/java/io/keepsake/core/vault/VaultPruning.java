package io.keepsake.core.vault;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.prune.PruneJob;
import io.keepsake.core.prune.PruneOutcome;
import io.keepsake.core.prune.PruneOutcome.Session;
import io.keepsake.core.prune.PrunePipeline;
import io.keepsake.core.prune.RepackLimits;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives back the space of what no snapshot needs, and tells who writes to the vault.
 *
 * <p>Backups, restores, verifications and repairs of anybody may run at the same time. Every step
 * takes so many providers that whatever others wrote is seen: of N that may be written to and a
 * minimum of W, the greater of W and N - W + 1. Where fewer answer, nothing is deleted. No clock
 * decides anything.
 */
public final class VaultPruning {

  private final Vault vault;
  private final String host;
  private final String user;
  private final VaultListener listener;

  /**
   * For an open vault.
   *
   * @param host name of this machine, kept in the vault
   * @param user who does it, kept in the vault
   * @param listener is told of providers that fail, and of records that are damaged
   */
  public VaultPruning(Vault vault, String host, String user, VaultListener listener) {
    this.vault = vault;
    this.host = host;
    this.user = user;
    this.listener = new OrderedListener(listener);
  }

  /**
   * What nobody needs now. Nothing is written.
   *
   * @throws VaultException as {@link #prune}
   */
  public PruneResult preview(PruneRequest request) throws VaultException {
    return Failures.translate(() -> result(pipeline(request).preview()));
  }

  /**
   * Deletes what nobody needs: packs that only forgotten snapshots refer to, leftovers of backups
   * that failed, and index objects that others have taken the place of. Where too much of packs is
   * not needed, the rest of them is stored in new ones first.
   *
   * <p>After a failure or an interrupt every snapshot still has all that it needs, and the next
   * pruning goes on from there.
   *
   * @throws VaultException kind {@code FENCED} if somebody else prunes or ended this pruning,
   *     {@code DAMAGED} if something cannot be read, so that nobody knows what is needed; {@code
   *     TOO_FEW_COPIES} if too few providers answer; {@code INTERRUPTED}
   */
  public PruneResult prune(PruneRequest request) throws VaultException {
    AuditEntry begin = AuditEntries.begin(AuditAction.PRUNE);
    return vault
        .trail()
        .during(
            begin,
            listener,
            ending -> {
              PruneResult result = result(pipeline(request).run());
              ending.at(AuditEntries.end(begin, result), sealing());
              return result;
            });
  }

  /**
   * Everybody who writes to the vault or prunes it, or seems to.
   *
   * @throws VaultException kind {@code TOO_FEW_COPIES}, {@code INTERRUPTED}
   */
  public List<VaultSession> sessions() throws VaultException {
    return Failures.translate(
        () -> pipeline().openSessions().stream().map(VaultPruning::session).toList());
  }

  /**
   * Ends the session of somebody who is taken for dead, so that nobody waits for it any more. If it
   * lives, its backup fails and has to be run again; nothing else is lost.
   *
   * @param reference the first 4 or more digits of its identity
   * @throws VaultException kind {@code NO_SUCH_SNAPSHOT} if no session, or more than one, begins
   *     with that; {@code TOO_FEW_COPIES}, {@code DAMAGED}, {@code INTERRUPTED}
   */
  public VaultSession fence(String reference) throws VaultException {
    AuditEntry begin = AuditEntries.begin(AuditAction.FENCE).with("session-asked", reference);
    return vault
        .trail()
        .during(
            begin,
            listener,
            ending -> {
              VaultSession fenced = fenced(reference);
              ending.at(begin.with(AuditOutcome.DONE).with("session", fenced.id()), sealing());
              return fenced;
            });
  }

  /**
   * Ends the sessions that began longer ago, by what they say and by this machine's clock: whoever
   * left them behind is taken for dead. Clocks that are wrong cost a backup that has to be run
   * again at worst. Sessions whose records are damaged stay.
   *
   * @param age longer than any backup takes
   * @return those that were ended
   * @throws VaultException as {@link #fence}; sessions may have been ended before
   */
  public List<VaultSession> fenceOlderThan(Duration age) throws VaultException {
    Instant latest = Instant.now().minus(age);
    List<VaultSession> ended = new ArrayList<>();
    for (VaultSession session : sessions()) {
      if (session.note().filter(note -> note.since().isBefore(latest)).isPresent()) {
        ended.add(fence(session.id()));
      }
    }
    return ended;
  }

  private AuditSealing sealing() {
    return vault.sealing(vault.repository().anew(listener), listener);
  }

  private VaultSession fenced(String reference) throws IOException {
    PrunePipeline pipeline = pipeline();
    List<Session> meant =
        pipeline.openSessions().stream()
            .filter(each -> each.id().hex().startsWith(reference))
            .toList();
    if (!reference.matches("[0-9a-f]{4,64}") || meant.size() != 1) {
      throw new VaultException(
          VaultException.Kind.NO_SUCH_SNAPSHOT,
          meant.size() > 1
              ? meant.size() + " sessions begin with " + reference + "; give more digits"
              : "No session begins with '" + reference + "'; 'keepsake sessions' lists them");
    }
    pipeline.fence(meant.getFirst());
    return session(meant.getFirst());
  }

  private PrunePipeline pipeline() {
    return new PrunePipeline(
        vault.repository().anew(listener), job(PruneRequest.waiting(Duration.ZERO)));
  }

  /** Before anything is written. */
  void requireFewProviders() throws VaultException {
    int providers = PrunePipeline.providers(vault.repository());
    if (providers > PrunePipeline.MOST_STORES) {
      throw new VaultException(
          VaultException.Kind.CONFIGURATION,
          "A vault of at most %d providers can be pruned, and this one has %d; nothing was deleted"
              .formatted(PrunePipeline.MOST_STORES, providers));
    }
  }

  private PrunePipeline pipeline(PruneRequest request) throws VaultException {
    requireFewProviders();
    return new PrunePipeline(vault.repository().anew(listener), job(request));
  }

  PruneJob job(PruneRequest request) {
    return new PruneJob(
        host,
        user,
        Program.NAME_AND_VERSION,
        request.patience(),
        new RepackLimits(request.unusedPercent(), request.mostRepackedBytes()),
        request.mostAtOnce(),
        (name, problem) -> listener.on(new VaultEvent.DamageFound("", name.value(), problem)));
  }

  private static PruneResult result(PruneOutcome outcome) {
    Map<String, PruneResult.Space> space = new TreeMap<>();
    outcome
        .amounts()
        .forEach(
            (id, amount) -> space.put(id, new PruneResult.Space(amount.objects(), amount.bytes())));
    return new PruneResult(
        outcome.packs(),
        outcome.indexes(),
        space,
        repacked(outcome.repacked()),
        outcome.snapshots(),
        outcome.waiting().stream().map(VaultPruning::session).toList(),
        outcome.pending());
  }

  private static PruneResult.Repacked repacked(PruneOutcome.Repacked repacked) {
    return new PruneResult.Repacked(repacked.packs(), repacked.read(), repacked.stored());
  }

  private static VaultSession session(Session session) {
    return new VaultSession(
        session.id().hex(),
        session
            .mark()
            .map(
                mark -> new VaultSession.Note(mark.what(), mark.time(), mark.host(), mark.user())));
  }
}

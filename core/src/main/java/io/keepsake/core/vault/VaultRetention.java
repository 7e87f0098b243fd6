package io.keepsake.core.vault;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.SnapshotMark;
import io.keepsake.core.repository.Fences;
import io.keepsake.core.repository.PruneMarkReader;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.SnapshotMarks;
import io.keepsake.core.repository.SnapshotMarks.ActiveHold;
import io.keepsake.core.retention.Candidate;
import io.keepsake.core.retention.RetentionChoice;
import io.keepsake.core.retention.RetentionPlan;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.vault.AuditTrail.Ending;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of old snapshots: policies, forgetting, holds.
 *
 * <p>Whatever is written here, is written to the minimum of providers or more, and whatever is
 * decided, by what so many providers tell that one of those is among them: of N providers that may
 * be written to and a minimum of W, at least N - W + 1. Where fewer answer, nothing is done.
 */
public final class VaultRetention {

  private static final String UNCHANGED = "Nothing was changed";
  private static final String STORED =
      "The hold was stored; whether the snapshot was forgotten at the same moment is not known";

  private final Vault vault;
  private final VaultListener listener;

  /**
   * For an open vault.
   *
   * @param listener is told of providers that fail, and of tombstones and holds that are damaged
   */
  public VaultRetention(Vault vault, VaultListener listener) {
    this.vault = vault;
    this.listener = new OrderedListener(listener);
  }

  /**
   * What policies would do now. Nothing is changed.
   *
   * @param now this machine's time
   * @throws VaultException kind {@code TOO_FEW_COPIES}, {@code INTERRUPTED}
   */
  public RetentionPlan plan(Collection<RetentionChoice> choices, Instant now)
      throws VaultException {
    Map<String, String> held = new HashMap<>();
    holds().forEach(hold -> held.put(hold.snapshot().hex(), hold.reason()));
    List<Candidate> candidates =
        vault.snapshots().stream()
            .map(
                each ->
                    new Candidate(
                        each.id().hex(), each.time(), each.host(), each.roots(), each.labels()))
            .toList();
    return RetentionPlan.of(choices, candidates, held, now);
  }

  /**
   * Forgets snapshots, and deletes what was forgotten before and could not be deleted then. Space
   * is not given back by it: the packs stay.
   *
   * <p>After a failure or an interrupt some of them may be forgotten, each wholly: running it again
   * goes on from there.
   *
   * @param ids which; may be empty, to do only what earlier forgettings left to do
   * @throws VaultException kind {@code NO_SUCH_SNAPSHOT}, {@code HELD}: then nothing was done;
   *     {@code TOO_FEW_COPIES}, {@code INTERRUPTED}
   */
  public ForgetResult forget(Collection<SnapshotId> ids, Attribution why) throws VaultException {
    AuditEntry begin = AuditEntries.begin(AuditAction.FORGET, why);
    if (ids.isEmpty()) {
      ForgetResult result =
          Failures.translate(() -> forget(vault.repository().anew(listener), ids, why));
      if (result.finished() > 0) { // the agent does this often, mostly for nothing
        vault.trail().note(AuditEntries.end(begin, result), listener);
      }
      return result;
    }
    return recorded(
        begin.with("asked", ids.size()),
        (operation, ending) -> {
          ForgetResult result = forget(operation, ids, why);
          result.forgotten().forEach(id -> ending.also(AuditEntries.forgotten(begin, id)));
          ending.at(AuditEntries.end(begin, result), vault.sealing(operation, listener));
          return result;
        });
  }

  private ForgetResult forget(Repository operation, Collection<SnapshotId> ids, Attribution why)
      throws IOException {
    return new Forgetting(operation, vault.settings().placement(), vault.journal(), listener)
        .run(ids.stream().map(id -> Hash.ofHex(id.hex())).toList(), why);
  }

  /**
   * The snapshot that the first digits of its id mean; it need not be readable.
   *
   * @throws VaultException kind {@code NO_SUCH_SNAPSHOT}, {@code TOO_FEW_COPIES}
   */
  public SnapshotId find(String reference) throws VaultException {
    if (reference.equals("latest")) {
      return vault.snapshot(reference).id();
    }
    return Failures.translate(
        () ->
            new SnapshotId(
                SnapshotCatalog.resolve(
                        reference, look(vault.repository().anew(listener), UNCHANGED).present())
                    .hex()));
  }

  /** All holds that have not ended, the oldest first. */
  public List<SnapshotHold> holds() throws VaultException {
    return Failures.translate(
        () -> {
          SnapshotMarks marks = look(vault.repository().anew(listener), UNCHANGED).marks();
          List<SnapshotHold> holds = new ArrayList<>();
          marks.holds().keySet().forEach(snapshot -> holds.addAll(holds(marks, snapshot)));
          holds.sort(
              Comparator.<SnapshotHold, Instant>comparing(
                      hold -> hold.note().map(SnapshotHold.Note::since).orElse(Instant.EPOCH))
                  .thenComparing(SnapshotHold::id));
          return holds;
        });
  }

  /** The holds on one snapshot. */
  static List<SnapshotHold> holds(SnapshotMarks marks, Hash snapshot) {
    return marks.holds().getOrDefault(snapshot, List.of()).stream()
        .map(
            hold ->
                new SnapshotHold(
                    hold.id().hex(),
                    new SnapshotId(snapshot.hex()),
                    hold.mark().map(VaultRetention::note)))
        .toList();
  }

  private static SnapshotHold.Note note(SnapshotMark mark) {
    return new SnapshotHold.Note(mark.time(), mark.host(), mark.user(), mark.reason());
  }

  /**
   * Holds a snapshot: until every hold on it has ended it is neither forgotten nor pruned.
   *
   * @throws VaultException kind {@code NO_SUCH_SNAPSHOT} if there is none, or if it was forgotten
   *     at the same moment, so that it may be gone: then the hold stays, and keeps it if it is not;
   *     {@code TOO_FEW_COPIES} if too few providers could be asked or took the hold
   */
  public SnapshotHold hold(SnapshotId snapshot, Attribution why) throws VaultException {
    AuditEntry begin = AuditEntries.begin(AuditAction.HOLD, why).with(snapshot);
    return recorded(
        begin,
        (operation, ending) -> {
          SnapshotHold hold = hold(operation, Hash.ofHex(snapshot.hex()), why);
          ending.at(begin.with(AuditOutcome.DONE), vault.sealing(operation, listener));
          return hold;
        });
  }

  private SnapshotHold hold(Repository operation, Hash snapshot, Attribution why)
      throws IOException {
    String name = new SnapshotId(snapshot.hex()).abbreviated();
    if (!look(operation, UNCHANGED).present().contains(snapshot)) {
      throw new VaultException(
          VaultException.Kind.NO_SUCH_SNAPSHOT, "There is no snapshot " + name);
    }
    SnapshotMark mark = mark(snapshot, why, Optional.empty());
    Hash id = operation.storeHold(mark);
    MarkedSnapshots now = look(operation, STORED);
    if (now.marks().hasTombstone(snapshot) || !now.present().contains(snapshot)) {
      throw new VaultException(
          VaultException.Kind.NO_SUCH_SNAPSHOT,
          "Snapshot %s was forgotten at the same moment. The hold is stored; see by 'keepsake verify' whether the snapshot is still whole"
              .formatted(name));
    }
    requireCertain(operation, snapshot, now);
    return new SnapshotHold(id.hex(), new SnapshotId(snapshot.hex()), Optional.of(note(mark)));
  }

  /**
   * Makes sure that a snapshot counts for good: the minimum of providers have it, so that nobody
   * can miss it, and whoever was about to end the session of its backup has seen it.
   */
  private void requireCertain(Repository operation, Hash snapshot, MarkedSnapshots now)
      throws IOException {
    if (now.deletable(snapshot).size() < operation.replicas().minimum()) {
      throw new VaultException(
          VaultException.Kind.TOO_FEW_COPIES,
          "Fewer than %d providers that can be written to list snapshot %s. The hold is stored, and whether it keeps the snapshot is not sure: run 'keepsake repair', and hold it again"
              .formatted(
                  operation.replicas().minimum(), new SnapshotId(snapshot.hex()).abbreviated()));
    }
    Optional<Hash> session = operation.snapshot(snapshot, Purpose.PRUNE).session();
    if (session.isPresent() && !isDecided(operation, session.get())) {
      throw new VaultException(
          VaultException.Kind.FENCED,
          "Somebody is ending the session %s of the backup that made snapshot %s, which may not count then. The hold is stored; run 'keepsake sessions fence', or a backup, and hold again"
              .formatted(
                  session.get().hex().substring(0, 12),
                  new SnapshotId(snapshot.hex()).abbreviated()));
    }
  }

  /** Whether each intent to end a session was followed by a fence. */
  private boolean isDecided(Repository operation, Hash session) throws IOException {
    Set<String> unlisted = new HashSet<>();
    long marks = operation.list(ObjectNames.FENCES + session.hex(), Purpose.PRUNE).size();
    Fences fences =
        new PruneMarkReader(operation, Purpose.PRUNE, (_, _) -> {}).fences(unlisted::add);
    long ends =
        fences.objects().stream()
            .filter(each -> ObjectNames.prunedSubject(each.name()).equals(Optional.of(session)))
            .count();
    return marks <= 2 * ends;
  }

  /**
   * Ends all holds on a snapshot.
   *
   * @return those that ended
   * @throws VaultException kind {@code NO_SUCH_SNAPSHOT} if it is not held; {@code TOO_FEW_COPIES},
   *     after which some may have ended
   */
  public List<SnapshotHold> release(SnapshotId snapshot, Attribution why) throws VaultException {
    AuditEntry begin = AuditEntries.begin(AuditAction.RELEASE, why).with(snapshot);
    return recorded(
        begin,
        (operation, ending) -> {
          Hash hash = Hash.ofHex(snapshot.hex());
          SnapshotMarks marks = look(operation, UNCHANGED).marks();
          List<ActiveHold> active = marks.holds().getOrDefault(hash, List.of());
          if (active.isEmpty()) {
            throw new VaultException(
                VaultException.Kind.NO_SUCH_SNAPSHOT,
                "Snapshot " + snapshot.abbreviated() + " is not held");
          }
          for (ActiveHold each : active) {
            operation.storeHold(mark(hash, why, Optional.of(each.id())));
          }
          ending.at(
              begin.with(AuditOutcome.DONE).with("holds", active.size()),
              vault.sealing(operation, listener));
          return holds(marks, hash);
        });
  }

  /** A tombstone or a hold that is made now, or the end of a hold. */
  static SnapshotMark mark(Hash snapshot, Attribution why, Optional<Hash> ended) {
    return new SnapshotMark(
        Instant.now(),
        why.host(),
        why.user(),
        why.reason(),
        snapshot,
        ended,
        Program.NAME_AND_VERSION);
  }

  /** Something that changes which snapshots there are or may go: its record goes to the stores. */
  private <T> T recorded(AuditEntry begin, Recorded<T> work) throws VaultException {
    Repository operation = vault.repository().anew(listener);
    return vault.trail().during(begin, listener, ending -> work.run(operation, ending));
  }

  @FunctionalInterface
  private interface Recorded<T> {
    T run(Repository operation, Ending ending) throws IOException;
  }

  private MarkedSnapshots look(Repository operation, String done) throws IOException {
    return MarkedSnapshots.look(operation, vault.settings().placement(), listener, done);
  }
}

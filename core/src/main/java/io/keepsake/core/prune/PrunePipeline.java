package io.keepsake.core.prune;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.format.PruneMark;
import io.keepsake.core.prune.PruneOutcome.Session;
import io.keepsake.core.repository.ListedObjects;
import io.keepsake.core.repository.Outage;
import io.keepsake.core.repository.PruneMarkReader;
import io.keepsake.core.repository.Registration;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.Repository.StoredObject;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prunes a vault: beside backups, restores and repairs of anybody, and nobody else who prunes.
 *
 * <p>Every step is done at a {@link Quorum} of stores, or it stops. Whatever it leaves in the
 * middle, a later run does the rest: what is condemned is condemned once more, what is swept is
 * deleted.
 */
public final class PrunePipeline {

  /** Vaults of more stores are not pruned. */
  public static final int MOST_STORES = ListedObjects.MOST_STORES;

  private static final Logger LOG = LoggerFactory.getLogger(PrunePipeline.class);

  private final Repository repository;
  private final Quorum quorum;
  private final PruneJob job;
  private final PruneMarkReader marks;

  /** A pruning of this vault. */
  public PrunePipeline(Repository repository, PruneJob job) {
    this.repository = repository;
    this.quorum = Quorum.of(repository.replicas());
    this.job = job;
    this.marks = new PruneMarkReader(repository, Purpose.PRUNE, job.damage(), Outage.FAILS);
  }

  /** How many stores a vault has, whether they can be used or not. */
  public static int providers(Repository repository) {
    return repository.replicas().ids().size();
  }

  /** What a run would find. Nothing is written. */
  public PruneOutcome preview() throws IOException {
    try (LookReader reader =
            new LookReader(repository, quorum, LookReader.Aim.PREVIEW, job.damage());
        NeededChunks chunks = new NeededChunks(repository)) {
      Look look = reader.read(Map.of());
      chunks.include(look);
      int minimum = repository.replicas().minimum();
      NeededPacks before = NeededPacks.of(look, chunks, look.condemnation().objects(), minimum);
      RepackPlan plan = RepackPlan.of(look, before, job.limits());
      BitSet needed = before.packs();
      plan.packs().forEach(pack -> needed.clear(pack.number()));
      BitSet going = Garbage.of(look, needed, new BitSet()).indexed(look.numbers());
      // A run puts what else they name into others first, so that all of them go.
      BitSet stale = new IndexCoverage(look, minimum, going).stale();
      return outcome(look, plan, Garbage.of(look, needed, stale));
    }
  }

  private PruneOutcome outcome(Look look, RepackPlan plan, Garbage garbage) throws IOException {
    List<Session> waiting =
        sessions().open().entrySet().stream()
            .map(each -> new Session(each.getKey(), each.getValue()))
            .toList();
    return new PruneOutcome(
        garbage.packs().size(),
        garbage.indexes().size(),
        garbage.amounts(),
        plan.amount(),
        look.snapshots().size(),
        garbage.isEmpty() ? List.of() : waiting,
        Map.of());
  }

  /**
   * Prunes.
   *
   * @throws io.keepsake.core.repository.FencedException if somebody else prunes, or ended this
   *     session
   * @throws io.keepsake.core.format.FormatException if something cannot be read, so that it is not
   *     known what is needed; nothing that was not swept before was deleted then
   * @throws io.keepsake.core.replicate.ReplicationException if too few stores answer
   */
  public PruneOutcome run() throws IOException {
    Set<String> asked = Set.copyOf(repository.replicas().answeringIds());
    StoredObject session =
        repository.post(mark(PruneMark.PRUNE), ObjectType.SESSION, ObjectNames::session);
    Registration own =
        new Registration(
            repository, Purpose.PRUNE, session.hash(), session.holders(), quorum.needed());
    Sessions sessions = sessions();
    PruneRun run = new PruneRun(repository, quorum, job, own, sessions);
    try (run) {
      quorum.require(session.holders(), "register the pruning");
      sessions.requireNoPrunerBut(session.hash());
      return run.run();
    } finally {
      own.close();
      signOff(own, asked, run.written());
    }
  }

  /**
   * Where its session may be left at a store that failed meanwhile, says that it has ended: by a
   * fence of itself, which admits all that it wrote. Without it the next one would take this one
   * for alive when that store is back.
   */
  private void signOff(Registration own, Set<String> asked, Set<Hash> written) throws IOException {
    if (own.isToStay() || own.without().containsAll(asked)) {
      return;
    }
    if (new Fencing(repository, quorum, job, marks).signOff(own.session(), written).isEmpty()) {
      LOG.warn("Session {} may be left, and has to be fenced then", own.session().hex());
    }
  }

  /** All sessions of others that are open. */
  public List<Session> openSessions() throws IOException {
    return sessions().open().entrySet().stream()
        .map(each -> new Session(each.getKey(), each.getValue()))
        .toList();
  }

  /**
   * Ends a session of somebody who is taken for dead. What it wrote before this saw it counts, what
   * it writes later is void.
   *
   * @return what of it counts: how many snapshots, or records of what is swept
   */
  public int fence(Session session) throws IOException {
    return new Fencing(repository, quorum, job, marks).run(session);
  }

  private Sessions sessions() {
    return new Sessions(repository, quorum, marks);
  }

  private PruneMark mark(String what) {
    return new PruneMark(
        Instant.now(),
        job.host(),
        job.user(),
        what,
        Optional.empty(),
        Optional.empty(),
        job.program());
  }
}

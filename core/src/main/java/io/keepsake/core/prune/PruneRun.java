package io.keepsake.core.prune;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.format.PruneMark;
import io.keepsake.core.format.SnapshotManifest;
import io.keepsake.core.prune.PruneOutcome.Amount;
import io.keepsake.core.prune.PruneOutcome.Session;
import io.keepsake.core.repository.Registration;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.Repository.StoredObject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One pruner at work, registered and alone: rounds of condemning, waiting, looking again and
 * sweeping. The second round is for index objects that name what the first one swept.
 */
final class PruneRun implements AutoCloseable {

  private static final int MOST_ROUNDS = 4;
  private static final long POLL_MILLIS = 500;

  private final Repository repository;
  private final Quorum quorum;
  private final PruneJob job;
  private final Registration own;
  private final Sessions sessions;
  private final Sweeping sweeping;
  private final NeededChunks chunks;
  private final LookReader reader;
  private final Set<Hash> emptied = new HashSet<>();
  private final long begin = System.nanoTime();
  private final Map<String, Amount> amounts = new TreeMap<>();
  private PruneOutcome.Repacked repacked = PruneOutcome.Repacked.NONE;
  private long packs;
  private long indexes;
  private long snapshots;

  PruneRun(
      Repository repository, Quorum quorum, PruneJob job, Registration own, Sessions sessions) {
    this.repository = repository;
    this.quorum = quorum;
    this.job = job;
    this.own = own;
    this.sessions = sessions;
    this.chunks = new NeededChunks(repository);
    this.reader = new LookReader(repository, quorum, LookReader.Aim.PRUNING, job.damage());
    this.sweeping = new Sweeping(repository, quorum, own, this::mark);
  }

  /** The records that this session wrote of what is swept, by their hashes. */
  Set<Hash> written() {
    return sweeping.written();
  }

  /** What nobody needs goes first: moving something needs room. */
  PruneOutcome run() throws IOException {
    Share first = begin();
    List<Session> waiting = rounds(first);
    if (waiting.isEmpty() && answers() && repack()) {
      waiting = rounds(share(see()));
    }
    return new PruneOutcome(
        packs, indexes, amounts, repacked, snapshots, waiting, sweeping.pending());
  }

  private Share begin() throws IOException {
    Seen seen = finish();
    sweeping.delete(sessions.overBut(own.session()).stream().map(ObjectNames::session).toList());
    return share(seen);
  }

  /** Looks, and brings to its end what was swept before. */
  private Seen finish() throws IOException {
    Seen seen = see();
    // Not before it is known that no snapshot needs any of it.
    sweeping.finish(seen.look(), seen.needed());
    return seen;
  }

  /**
   * Rounds until nothing is left, or somebody has to be waited for. Those that took a share of what
   * was too much for one are not counted, as long as they get anywhere. There is never more than
   * one look in memory.
   */
  private List<Session> rounds(Share first) throws IOException {
    Share share = first;
    int round = 0;
    while (!share.isEmpty()) {
      long before = packs + indexes;
      List<Session> waiting = round(share);
      if (!waiting.isEmpty() || !answers()) {
        return waiting;
      }
      if (share.left() > 0 && packs + indexes > before) {
        share = share(finish()); // as the next run would: what is on record does not pile up
      } else if (++round < MOST_ROUNDS) {
        share = share(see());
      } else {
        see();
        return List.of();
      }
    }
    release(share.replaced());
    return List.of();
  }

  /** A look, and what it shows to be needed. */
  private record Seen(Look look, NeededPacks needed) {}

  /** Looks, and makes sure that what was seen is of prunings that are over. */
  private Seen see() throws IOException {
    Look look = reader.read(Map.of());
    own.confirm(quorum.writable()); // nobody ended this session until now
    chunks.include(look);
    snapshots = look.snapshots().size();
    sweeping.saw(look);
    return new Seen(look, needed(look, emptied));
  }

  private NeededPacks needed(Look look, Set<Hash> leaving) throws IOException {
    Set<Hash> condemned = new HashSet<>(look.condemnation().objects());
    condemned.addAll(leaving);
    return NeededPacks.of(look, chunks, condemned, repository.replicas().minimum());
  }

  /** Empties packs that are little used; whether any can go now. */
  private boolean repack() throws IOException {
    Seen seen = see();
    RepackPlan plan = RepackPlan.of(seen.look(), seen.needed(), job.limits());
    if (plan.packs().isEmpty()) {
      return false;
    }
    Set<Hash> leaving = new HashSet<>();
    plan.packs().forEach(pack -> leaving.add(pack.hash()));
    NeededPacks without = needed(seen.look(), leaving);
    emptied.addAll(new Repacking(repository, seen.look(), chunks, without, quorum, job).run(plan));
    repacked = plan.only(emptied).amount();
    return !emptied.isEmpty();
  }

  /** Whether so many stores answer still that another round can be made. */
  private boolean answers() {
    Set<String> up = new HashSet<>(quorum.writable());
    up.retainAll(repository.replicas().answeringIds());
    return up.size() >= quorum.needed();
  }

  /** What the next round is about. */
  private Share share(Seen seen) throws IOException {
    IndexCoverage coverage = new IndexCoverage(seen.look(), repository.replicas().minimum());
    if (coverage.needsNew()) {
      coverage.rewrite(repository, reader, quorum);
    }
    Garbage garbage = Garbage.of(seen.look(), seen.needed().packs(), coverage.superseded());
    return Share.of(seen.look(), garbage, job.mostAtOnce());
  }

  /** Condemns, waits, looks again and sweeps; answers who has to be waited for longer. */
  private List<Session> round(Share share) throws IOException {
    PruneMark record = mark(PruneMark.PRUNE, Optional.of(List.copyOf(share.hashes())));
    StoredObject condemned = repository.post(record, ObjectType.CONDEMNED, ObjectNames::condemned);
    quorum.require(condemned.holders(), "write down what nobody needs");
    release(share.replaced()); // what of theirs is garbage still is on the new one
    Map<Hash, Optional<PruneMark>> writers = sessions.open(condemned.holders());
    writers.remove(own.session());
    List<Session> left = await(writers);
    if (!left.isEmpty()) {
      return left;
    }
    Garbage still = again(share, sessions.seenOf(writers.keySet()));
    if (!still.isEmpty()) {
      sweeping.sweep(still);
      still.amounts().forEach((id, amount) -> amounts.merge(id, amount, Amount::plus));
      packs += still.packs().size();
      indexes += still.indexes().size();
    }
    release(Set.of(condemned.hash()));
    return List.of();
  }

  /** What of it is garbage still, now that nobody refers to it any more who did not before. */
  private Garbage again(Share share, Map<Hash, SnapshotManifest> remembered) throws IOException {
    Look look = reader.read(remembered);
    chunks.include(look);
    Set<Hash> leaving = share.hashes();
    leaving.addAll(emptied); // those too of which the next round is
    NeededPacks needed = needed(look, leaving);
    IndexCoverage coverage = new IndexCoverage(look, repository.replicas().minimum());
    return Garbage.of(look, needed.packs(), coverage.superseded()).and(share);
  }

  private List<Session> await(Map<Hash, Optional<PruneMark>> writers) throws IOException {
    List<Session> left = sessions.left(writers);
    while (!left.isEmpty() && System.nanoTime() - begin < job.patience().toNanos()) {
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("Interrupted while waiting for sessions");
      }
      left = sessions.left(writers);
    }
    return left;
  }

  /** Frees what is in files. */
  @Override
  public void close() {
    chunks.close();
    reader.close();
  }

  private void release(Set<Hash> records) throws IOException {
    sweeping.delete(records.stream().map(ObjectNames::condemned).toList());
  }

  private PruneMark mark(List<Hash> objects) {
    return mark(PruneMark.PRUNE, Optional.of(objects));
  }

  private PruneMark mark(String what, Optional<List<Hash>> objects) {
    return new PruneMark(
        Instant.now(),
        job.host(),
        job.user(),
        what,
        Optional.of(own.session()),
        objects,
        job.program());
  }
}

package io.keepsake.core.replicate;

import io.keepsake.core.placement.Placement;
import io.keepsake.core.placement.Verdict;
import io.keepsake.core.spi.storage.StoreException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * The time during which a set of stores is written to, and stores that are behind catch up. Closing
 * it ends what is still under way; what stores lack then, they owe.
 */
public final class WriteSession implements AutoCloseable {

  /** Objects in memory on their way from one store to another. */
  private static final int COPIES_AT_ONCE = 2;

  private static final long POLL_MILLIS = 20;

  private final Membership members;
  private final ReplicaWriter writer;
  private final Placement placement;
  private final StoreCheck check;
  private final Set<Lane> checked = ConcurrentHashMap.newKeySet();
  private final List<Thread> threads = new ArrayList<>();
  private final long begin = System.nanoTime();

  WriteSession(
      Membership members,
      ReplicaWriter writer,
      ReplicaReader reader,
      Placement placement,
      CopyOrder order,
      StoreCheck check) {
    this.members = members;
    this.writer = writer;
    this.placement = placement;
    this.check = check;
    members.recruit();
    Semaphore memory = new Semaphore(COPIES_AT_ONCE);
    for (Lane lane : members.lanes()) {
      CatchUp catchUp = new CatchUp(lane, members, reader, order, memory);
      threads.add(Thread.ofVirtual().name("catch-up-" + lane.id()).start(catchUp::run));
    }
  }

  /**
   * Waits a while for stores that are behind; returns at once when all wanted copies are whole.
   *
   * @return how far this got
   */
  public Verdict settle(SettleLimits limits) throws InterruptedIOException {
    long now = System.nanoTime();
    Duration took = Duration.ofNanos(now - begin);
    while (true) {
      members.recruit(); // one that lagged behind may have failed since the last put
      Hope hope = hope(); // looked at first: who becomes whole in between has not given up
      checkComplete();
      Verdict verdict = placement.verdict(counted());
      boolean failed = verdict.level() == Verdict.Level.FAILED;
      Duration limit = failed ? limits.rescue() : limits.forCopies(took);
      boolean late = System.nanoTime() - now > limit.toNanos();
      boolean hopeless = hope == Hope.NONE || (hope == Hope.FAINT && !failed);
      if (verdict.level() == Verdict.Level.FULL || late || hopeless) {
        return verdict;
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
    }
  }

  /** Checks those that have become complete, all at once. */
  private void checkComplete() throws InterruptedIOException {
    List<Thread> checks = new ArrayList<>();
    for (Lane lane : members.lanes()) {
      if (lane.isComplete() && checked.add(lane)) {
        checks.add(Thread.ofVirtual().name("check-" + lane.id()).start(() -> check(lane)));
      }
    }
    try {
      for (Thread thread : checks) {
        thread.join();
      }
    } catch (InterruptedException e) {
      checks.forEach(Thread::interrupt);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private void check(Lane lane) {
    try {
      check.check(lane.store());
    } catch (StoreException | RuntimeException e) {
      StoreFailure failure = StoreFailure.of(lane.id(), e);
      checked.remove(lane);
      lane.unknown(); // it is not what it was; what it has is to be looked at again
      members.failed(lane, failure);
    }
  }

  /** Whether waiting may help. */
  private enum Hope {
    /** A store that answers is not whole yet. */
    REAL,
    /** One that does not answer now may do so later. */
    FAINT,
    /** Neither. */
    NONE
  }

  private Hope hope() {
    List<Lane> behind =
        members.lanes().stream().filter(lane -> lane.isEnlisted() && !lane.isComplete()).toList();
    if (behind.stream().anyMatch(Lane::isUp)) {
      return Hope.REAL;
    }
    return behind.stream().anyMatch(Lane::mayComeBack) ? Hope.FAINT : Hope.NONE;
  }

  /** The stores that have everything, in their order. */
  public Set<String> complete() {
    return members.complete();
  }

  /** Those among them that were checked while {@link #settle} waited: these count as copies. */
  public Set<String> counted() {
    Set<String> counted = members.complete();
    counted.removeIf(id -> members.lane(id).filter(checked::contains).isEmpty());
    return counted;
  }

  /** The failure of a backup that too few stores have. */
  public ReplicationException tooFew(String asked) {
    List<StoreFailure> failures = new ArrayList<>();
    for (Lane lane : members.lanes()) {
      if (lane.isEnlisted()) {
        lane.shortfall().ifPresent(failures::add);
      }
    }
    return new ReplicationException(
        "Could not %s: %d providers have all of it and the minimum is %d"
            .formatted(asked, complete().size(), placement.policy().minimum()),
        failures);
  }

  /** What each store lacks that was to have everything, and why. */
  public Map<String, Owed> owed() {
    Map<String, Owed> owed = new LinkedHashMap<>();
    for (Lane lane : members.lanes()) {
      if (lane.isEnlisted()) {
        lane.shortfall()
            .ifPresent(
                why -> owed.put(lane.id(), new Owed(lane.missing(), lane.isKnown(), why.reason())));
      }
    }
    return owed;
  }

  /**
   * What a store lacks.
   *
   * @param objects how many objects it is known to lack
   * @param known whether that is all
   * @param reason why, one sentence for people
   */
  public record Owed(long objects, boolean known, String reason) {}

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    writer.end();
    boolean interrupted = Thread.interrupted();
    for (Thread thread : threads) {
      try {
        thread.join(ReplicaWriter.TO_END);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

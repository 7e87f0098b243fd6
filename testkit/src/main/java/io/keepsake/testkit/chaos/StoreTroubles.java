package io.keepsake.testkit.chaos;

import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Fault;
import io.keepsake.testkit.storage.FaultyStore;
import io.keepsake.testkit.storage.Operation;
import io.keepsake.testkit.storage.Times;
import java.time.Duration;
import java.util.SplittableRandom;

/** A trouble as faults of the calls to a store. */
final class StoreTroubles {

  private static final Calls ALL = Calls.all();
  private static final Calls PUTS = Calls.to(Operation.PUT);
  private static final Calls GETS = Calls.to(Operation.GET);
  private static final int SLOW_CALLS_BEFORE_DEATH = 8;

  /** How far into an object reads are corrupted or broken off: small ones are hit as well. */
  private static final int[] POSITIONS = {0, 5, 40, 200, 1_000};

  private final FaultyStore store;
  private final Strike strike;
  private final SplittableRandom random;

  StoreTroubles(FaultyStore store, Strike strike) {
    this.store = store;
    this.strike = strike;
    random = new SplittableRandom(strike.seed());
  }

  /** Begins it, at these of the calls that it concerns. */
  void begin(Times during) {
    switch (strike.trouble()) {
      case DOWN -> store.inject(ALL, during, new Fault.Fails(Kind.UNAVAILABLE));
      case SLOW -> store.inject(ALL, during, new Fault.Delays(delay()));
      case FLAKY -> flaky(during);
      case CORRUPT_READS -> {
        for (int position : POSITIONS) {
          store.inject(GETS, during.and(sometimes(0.2)), new Fault.Corrupts(position));
        }
      }
      case FULL -> store.inject(PUTS, during, new Fault.Fails(Kind.QUOTA));
      case DENIED -> store.inject(ALL, during, new Fault.Fails(Kind.DENIED));
      case SLOW_THEN_DEAD -> {
        long death = strike.after() + SLOW_CALLS_BEFORE_DEATH;
        store.inject(ALL, during, new Fault.Delays(delay()));
        store.inject(ALL, Times.from(death), new Fault.Fails(Kind.UNAVAILABLE));
      }
      case BLACK_HOLE, STALE_LISTING, PARTIAL_LISTING ->
          throw new IllegalArgumentException(strike.trouble() + " is not one of single calls");
    }
  }

  private void flaky(Times during) {
    store.inject(ALL, during.and(sometimes(0.25)), new Fault.Fails(Kind.UNAVAILABLE));
    store.inject(PUTS, during.and(sometimes(0.2)), new Fault.TakesEffectButFails(Kind.UNAVAILABLE));
    int position = POSITIONS[random.nextInt(POSITIONS.length)];
    store.inject(GETS, during.and(sometimes(0.2)), new Fault.BreaksOff(position, Kind.UNAVAILABLE));
  }

  private Times sometimes(double probability) {
    return Times.randomly(random.nextLong(), probability);
  }

  private Duration delay() {
    return Duration.ofMillis(random.nextInt(1, 4));
  }
}

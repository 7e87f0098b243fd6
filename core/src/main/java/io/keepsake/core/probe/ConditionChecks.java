package io.keepsake.core.probe;

import io.keepsake.core.probe.Check.Finding;
import io.keepsake.core.probe.Check.Needs;
import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Puts under the condition that the name is free. */
final class ConditionChecks {

  private static final int RACERS = 8;

  private final Scratch scratch;

  ConditionChecks(Scratch scratch) {
    this.scratch = scratch;
  }

  List<Check> all() {
    return List.of(
        new Check("store if absent", Needs.STORED_OBJECT, this::ifAbsent),
        new Check("race", Needs.STORED_OBJECT, this::race));
  }

  private Finding ifAbsent() throws IOException {
    scratch.put("taken", Scratch.bytes(100, 1), PutCondition.IF_ABSENT);
    boolean refused = !stores("taken", Scratch.bytes(100, 2));
    boolean kept = Arrays.equals(Scratch.bytes(100, 1), scratch.get("taken"));
    return Finding.require(
        refused && kept,
        "An object is not overwritten where the condition forbids it.",
        "An object was overwritten although the condition forbade it.");
  }

  private Finding race() throws IOException, InterruptedException {
    if (!scratch.store().capabilities().contains(Capability.CONDITIONAL_PUT)) {
      return Finding.limited(
          "The store cannot decide between two writers itself. Do not let two machines create a"
              + " vault here at the same moment; backups are safe.");
    }
    AtomicInteger winners = new AtomicInteger();
    Parallel.run(
        RACERS,
        RACERS,
        number -> {
          if (stores("race", Scratch.bytes(1_000, number))) {
            winners.incrementAndGet();
          }
        });
    return Finding.require(
        winners.get() == 1,
        "Of several writers at once exactly one wins.",
        "Of %d writers at once, %d were told that they had won.".formatted(RACERS, winners.get()));
  }

  private boolean stores(String name, byte[] bytes) throws StoreException {
    try {
      scratch.put(name, bytes, PutCondition.IF_ABSENT);
      return true;
    } catch (StoreException e) {
      if (e.kind() == Kind.ALREADY_EXISTS) {
        return false;
      }
      throw e;
    }
  }
}

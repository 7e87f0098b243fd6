package io.keepsake.testkit.chaos;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.vault.Vault;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** What a process does that is going to be killed, see {@link Victim}. */
public final class Doomed {

  /** The line that asks to be killed now. */
  public static final String REACHED = "reached";

  /** Begins a line that goes on with a snapshot's id and the complete providers. */
  static final String COMMITTED = "committed ";

  /** Ends such a line. */
  static final String END = " .";

  /** What ends too soon is begun again. */
  private static final int TIMES = 3;

  private final Fleet fleet;
  private final World world;
  private final Consumer<String> says;

  private Doomed(Fleet fleet, World world, Consumer<String> says) {
    this.fleet = fleet;
    this.world = world;
    this.says = says;
  }

  /**
   * Goes through a schedule whose last step is a {@link Step.Kill}, with a vault that is there.
   *
   * @param header what the {@link Victim} was given
   * @param says takes lines, and hands each on at once
   * @throws ChaosFailure if something is not as promised
   */
  public static void run(
      Schedule schedule,
      List<? extends Site> sites,
      Surroundings around,
      String header,
      Consumer<String> says)
      throws IOException, InterruptedException {
    Fleet fleet = new Fleet(sites, schedule.standbys(), schedule.minimum(), around);
    try (World world = new World(schedule, sites, around)) {
      world.adopt(header);
      Doomed doomed = new Doomed(fleet, world, says);
      for (Step step : schedule.steps()) {
        if (step instanceof Step.Kill kill) {
          doomed.work(kill, sites);
        } else {
          world.take(step);
        }
      }
    }
  }

  private void work(Step.Kill kill, List<? extends Site> sites)
      throws IOException, InterruptedException {
    sites.forEach(site -> site.tellAt(kill.call(), () -> reached(kill.grip())));
    int told = 0;
    for (int i = 0; i < TIMES; i++) {
      if (kill.doing() instanceof Step.Restore) {
        restore();
      } else {
        world.take(kill.doing());
      }
      List<Ledger.Promise> promises = world.oracle().promises();
      if (promises.size() > told) {
        told = promises.size();
        Ledger.Promise last = promises.getLast();
        says.accept(COMMITTED + last.id() + " " + String.join(",", last.stores()) + END);
      }
    }
  }

  /** Restores what is listed; what was promised of it is not known here. */
  private void restore() throws IOException, InterruptedException {
    Oracle oracle = world.oracle();
    oracle
        .attempts()
        .run(
            "restore",
            Attempts.Excuse.TROUBLE,
            () -> {
              try (Vault vault = fleet.open(VaultListener.NONE)) {
                for (var snapshot : vault.snapshots()) {
                  Fleet.restore(vault, snapshot.id(), oracle.target());
                  oracle.clear();
                }
              }
              return true;
            });
    oracle.clear();
  }

  private void reached(Step.Kill.Grip grip) {
    says.accept(REACHED);
    if (grip == Step.Kill.Grip.HELD) {
      try {
        new CountDownLatch(1).await(); // until the end of the process
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

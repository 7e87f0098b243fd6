package io.keepsake.testkit.chaos;

import io.keepsake.core.vault.RepairRequest.Depth;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What random schedules are made of.
 *
 * @param sites ids of the providers
 * @param standbys which of them are written to only when others fail
 * @param troubles what providers may get into
 * @param harms what may happen to what they store
 * @param interrupts how many of a hundred steps are interrupts
 * @param kills how many of a hundred operations are done by a process that is killed
 * @param forgets how many of a hundred steps forget a snapshot or hold one
 * @param prunes how many of a hundred steps prune, or forget, hold or fence something
 * @param steps about how many steps a schedule has
 */
public record ScheduleMix(
    List<String> sites,
    Set<String> standbys,
    Set<Trouble> troubles,
    Set<Harm> harms,
    int interrupts,
    int kills,
    int forgets,
    int prunes,
    int steps) {

  private static final int MOST_CALLS_BEFORE = 25;
  private static final int MOST_CALLS_LASTING = 30;

  /** Copies the collections. */
  public ScheduleMix {
    sites = List.copyOf(sites);
    standbys = Set.copyOf(standbys);
    troubles = Set.copyOf(troubles);
    harms = Set.copyOf(harms);
  }

  /** Everything, with these providers. */
  public static ScheduleMix everything(String... sites) {
    return new ScheduleMix(
        List.of(sites),
        Set.of(),
        EnumSet.allOf(Trouble.class),
        EnumSet.allOf(Harm.class),
        5,
        0,
        0,
        0,
        18);
  }

  /** The same with one more provider, a standby. */
  public ScheduleMix withStandby(String id) {
    List<String> more = new ArrayList<>(sites);
    more.add(id);
    return new ScheduleMix(
        more, Set.of(id), troubles, harms, interrupts, kills, forgets, prunes, steps);
  }

  /** What networks and servers can do to these providers, see {@link ProxySite}. */
  public static ScheduleMix served(int steps, String... sites) {
    return new ScheduleMix(
        List.of(sites),
        Set.of(),
        EnumSet.allOf(Trouble.class),
        EnumSet.allOf(Harm.class),
        0,
        0,
        0,
        0,
        steps);
  }

  /** Everything but some troubles. */
  public ScheduleMix without(Trouble... left) {
    Set<Trouble> fewer = EnumSet.copyOf(troubles);
    fewer.removeAll(List.of(left));
    return new ScheduleMix(
        sites, standbys, fewer, harms, interrupts, kills, forgets, prunes, steps);
  }

  /** The same, with kills instead of interrupts, and of another length. */
  public ScheduleMix withKills(int percent, int length) {
    return new ScheduleMix(sites, standbys, troubles, harms, 0, percent, 0, prunes, length);
  }

  /**
   * The same with snapshots that are forgotten and held; its seeds make other schedules. Listings
   * that do not show what is there are left out: no promise about holds is made for them.
   */
  public ScheduleMix withForgetting() {
    ScheduleMix honest = without(Trouble.STALE_LISTING);
    return new ScheduleMix(sites, standbys, honest.troubles, harms, interrupts, 0, 20, 0, steps);
  }

  /** The same with snapshots that are forgotten and held, and what they alone need is deleted. */
  public ScheduleMix withPruning() {
    ScheduleMix honest = without(Trouble.STALE_LISTING);
    return new ScheduleMix(
        sites, standbys, honest.troubles, harms, interrupts, kills, 0, 35, steps);
  }

  /** The schedule of that seed: always the same. */
  public Schedule schedule(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int minimum = List.of(1, 2, 2, 2, 3).get(random.nextInt(5));
    List<Step> made = new ArrayList<>();
    made.add(new Step.Change(random.nextLong()));
    made.add(new Step.Backup());
    while (made.size() < steps) {
      if (forgets > 0 && random.nextInt(100) < forgets) {
        made.add(
            random.nextInt(3) == 0
                ? new Step.Hold(random.nextLong())
                : new Step.Forget(random.nextLong()));
      } else if (prunes > 0 && random.nextInt(100) < prunes) {
        made.add(upkeep(random));
      } else {
        add(made, random);
      }
    }
    int most = sites.size() - standbys.size();
    return new Schedule(seed, sites, standbys, Math.min(minimum, most), made);
  }

  private void add(List<Step> made, SplittableRandom random) {
    int dice = random.nextInt(100);
    String site = sites.get(random.nextInt(sites.size()));
    if (dice < interrupts) {
      made.add(new Step.Interrupt(1 + random.nextInt(MOST_CALLS_BEFORE)));
    } else if (dice < 30) {
      made.add(new Step.Change(random.nextLong()));
      made.add(perhapsKilled(new Step.Backup(), random));
    } else if (dice < 55) {
      made.add(new Step.Begin(site, strike(random)));
    } else if (dice < 63) {
      made.add(new Step.Lift(site));
    } else if (dice < 72) {
      made.add(new Step.Damage(site, pick(EnumSet.copyOf(harms), random), random.nextLong()));
    } else {
      made.add(perhapsKilled(operation(random), random));
    }
  }

  /** Draws nothing where nobody is killed, so that those schedules stay what they are. */
  private Step perhapsKilled(Step step, SplittableRandom random) {
    if (kills == 0 || step instanceof Step.Reopen || random.nextInt(100) >= kills) {
      return step;
    }
    Step.Kill.Grip grip = random.nextBoolean() ? Step.Kill.Grip.HELD : Step.Kill.Grip.LOOSE;
    return new Step.Kill(1 + random.nextInt(MOST_CALLS_BEFORE), grip, step);
  }

  private Step upkeep(SplittableRandom random) {
    int dice = random.nextInt(10);
    if (dice < 1) {
      return new Step.Hold(random.nextLong());
    } else if (dice < 4) {
      return new Step.Forget(random.nextLong());
    } else if (dice < 6) {
      return new Step.Fence();
    }
    return perhapsKilled(new Step.Prune(), random);
  }

  private static Step operation(SplittableRandom random) {
    return switch (random.nextInt(8)) {
      case 0, 1 -> new Step.Backup();
      case 2, 3 -> new Step.Restore(random.nextLong());
      case 4 -> new Step.Verify();
      case 5 -> new Step.Repair(Depth.LISTING);
      case 6 -> new Step.Repair(Depth.DATA);
      default -> new Step.Reopen();
    };
  }

  private Strike strike(SplittableRandom random) {
    return new Strike(
        pick(EnumSet.copyOf(troubles), random),
        random.nextBoolean() ? 0 : random.nextInt(MOST_CALLS_BEFORE),
        random.nextBoolean() ? Strike.UNTIL_LIFTED : 1 + random.nextInt(MOST_CALLS_LASTING),
        random.nextLong());
  }

  /** Takes sets whose order is always the same. */
  private static <T extends Enum<T>> T pick(EnumSet<T> choices, SplittableRandom random) {
    return List.copyOf(choices).get(random.nextInt(choices.size()));
  }
}

package io.keepsake.testkit.chaos;

import io.keepsake.core.vault.SnapshotId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Lets a process that is killed go through the troubles of now, and notes what it promised. */
final class Killing {

  private final Schedule schedule;
  private final Fleet fleet;
  private final Oracle oracle;
  private final Victim victim;
  private final List<Step.Begin> troubles = new ArrayList<>();

  Killing(Schedule schedule, Fleet fleet, Oracle oracle, Victim victim) {
    this.schedule = schedule;
    this.fleet = fleet;
    this.oracle = oracle;
    this.victim = victim;
  }

  /** A provider got into trouble: in another process the trouble begins with that process. */
  void begun(Step.Begin begin) {
    troubles.add(begin);
  }

  void lifted(Step.Lift lift) {
    troubles.removeIf(begin -> begin.site().equals(lift.site()));
  }

  void run(Step.Kill kill) throws IOException, InterruptedException {
    TreeState tree = oracle.tree();
    List<Step> steps = new ArrayList<>(troubles);
    steps.add(kill);
    Schedule rest =
        new Schedule(
            schedule.seed(), schedule.sites(), schedule.standbys(), schedule.minimum(), steps);
    for (String line : victim.run(rest, fleet.header())) {
      note(line, tree);
    }
    oracle.clear();
    if (troubles.isEmpty()) {
      oracle.requireKept();
    } else {
      oracle.requireUntorn(fleet.survey());
    }
  }

  /** A line that was cut off was not told. */
  private void note(String line, TreeState tree) {
    if (line.startsWith(Doomed.COMMITTED) && line.endsWith(Doomed.END)) {
      List<String> words = List.of(line.split(" ", -1));
      oracle.promised(new SnapshotId(words.get(1)), tree, Set.of(words.get(2).split(",", -1)));
    }
  }
}

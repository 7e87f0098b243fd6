package io.keepsake.core.prune;

import io.keepsake.core.prune.World.Thing;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Visits every state that some interleaving of two writers and a pruner leads to. */
final class Exploration {

  private final List<Writer> writers;
  private final Pruner pruner;
  private final Set<World> known = new HashSet<>();
  private final Deque<World> open = new ArrayDeque<>();
  private boolean promised;
  private boolean swept;
  private boolean voided;

  /**
   * An exploration.
   *
   * @param cut for each actor, the pruner last, bits of the stores that it cannot reach
   */
  Exploration(Rules rules, List<Integer> cut) {
    writers =
        IntStream.range(0, World.WRITERS)
            .mapToObj(id -> new Writer(id, rules, cut.get(id)))
            .toList();
    pruner = new Pruner(rules, cut.getLast());
  }

  /**
   * Explores until something is wrong, or to the end.
   *
   * @param failures how often a store that can be reached does not answer
   * @return what is wrong in the first bad state; empty if there is none
   */
  Optional<String> run(int failures) {
    found(World.begin(failures));
    while (!open.isEmpty()) {
      World world = open.removeLast();
      Optional<String> problem = problem(world);
      if (problem.isPresent()) {
        return problem.map(what -> what + ": " + world);
      }
      writers.forEach(writer -> writer.next(world).forEach(this::found));
      pruner.next(world).forEach(this::found);
    }
    return Optional.empty();
  }

  private void found(World world) {
    if (known.add(world)) {
      open.add(world);
    }
  }

  private Optional<String> problem(World world) {
    boolean going = world.anyHas(Thing.SWEPT, 0);
    swept |= going;
    for (int id = 0; id < World.WRITERS; id++) {
      boolean success = writers.get(id).hasPromised(world);
      promised |= success;
      voided |= world.isVoid(id) && world.anyHas(Thing.SNAPSHOT, id);
      if (success && world.isVoid(id)) {
        return Optional.of("a backup that was called a success is void");
      }
      if (going && world.anyHas(Thing.SNAPSHOT, id) && !world.isVoid(id)) {
        return Optional.of("the pack of a snapshot is being deleted");
      }
    }
    return Optional.empty();
  }

  /** How many states there are. */
  int states() {
    return known.size();
  }

  /** Whether all that is of interest happened somewhere: success, deletion, a void snapshot. */
  boolean sawEverything() {
    return promised && swept && voided;
  }
}

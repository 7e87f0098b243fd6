package io.keepsake.core.prune;

import io.keepsake.core.prune.World.Field;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One actor that goes from store to store. What it does at one store is one step; between any two
 * steps anything else may happen.
 *
 * @param cut bits of the stores that never answer this actor; others fail it now and then
 */
@SuppressWarnings("EnumOrdinal") // as in World
record Visits(int actor, int cut) {

  /** What is done at one store that answers. */
  @FunctionalInterface
  interface AtStore {
    World at(World world, int store);
  }

  /**
   * The next step of a phase.
   *
   * @param from bits of the stores that are visited
   * @param work what is done where a store answers; the actor then counts it as reached
   * @param end what comes behind the last store, in the same step
   */
  List<World> visit(World world, int from, AtStore work, UnaryOperator<World> end) {
    int store = next(world.get(actor, Field.STORE), from);
    if (store == World.STORES) {
      return List.of(end.apply(world.with(actor, Field.STORE, 0)));
    }
    int reached = world.get(actor, Field.REACHED);
    World left = world.with(actor, Field.STORE, store + 1);
    World failed = left.with(actor, Field.REACHED, reached & ~(1 << store));
    if ((cut & 1 << store) != 0) {
      return List.of(over(failed, from, end));
    }
    World done = work.at(left.with(actor, Field.REACHED, reached | 1 << store), store);
    return world.failures() == 0
        ? List.of(over(done, from, end))
        : List.of(over(done, from, end), over(failed.fail(), from, end));
  }

  private static int next(int store, int from) {
    int next = store;
    while (next < World.STORES && (from & 1 << next) == 0) {
      next++;
    }
    return next;
  }

  private World over(World world, int from, UnaryOperator<World> end) {
    boolean last = next(world.get(actor, Field.STORE), from) == World.STORES;
    return last ? end.apply(world.with(actor, Field.STORE, 0)) : world;
  }

  /** Whether a store answers at all. */
  boolean reaches(int store) {
    return (cut & 1 << store) == 0;
  }

  /** How many stores the last phase reached. */
  int reached(World world) {
    return Integer.bitCount(world.get(actor, Field.REACHED));
  }

  /** Begins a phase at the first store. */
  World to(World world, Enum<?> step) {
    return world.with(actor, Field.STEP, step.ordinal()).with(actor, Field.STORE, 0);
  }
}

package io.keepsake.core.prune;

import static io.keepsake.core.prune.World.Thing;

import io.keepsake.core.prune.World.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A pruner that holds the pack for garbage. May stop at any step and begin anew. */
final class Pruner {

  private enum Step {
    MARK,
    CONDEMN,
    SESSIONS,
    WAIT,
    LOOK_AFTER,
    INTENT,
    ADMIT,
    FENCE,
    RECHECK,
    SWEEP,
    DELETE,
    RELEASE,
    DONE
  }

  private static final int ID = World.WRITERS;
  private static final int EVERYWHERE = (1 << World.STORES) - 1;
  private static final int BEGUN_ANEW = 1;

  /** Bits of {@code SEEN}, beside one for each session that is waited for. */
  private static final int ADMITTED = 1 << 3;

  private static final int NEEDED = 1 << 4;

  private static final int SWEPT = 1 << 5;

  private static final int SESSION_LISTED = 1 << 6;

  private final Rules rules;
  private final Visits visits;

  /**
   * A pruner.
   *
   * @param cut bits of the stores that it cannot reach
   */
  Pruner(Rules rules, int cut) {
    this.rules = rules;
    this.visits = new Visits(ID, cut);
  }

  List<World> next(World world) {
    List<World> next = new ArrayList<>(steps(world));
    if (world.get(ID, Field.OUTCOME) != BEGUN_ANEW) {
      next.add(anew(world));
    }
    return next;
  }

  private World anew(World world) {
    return visits.to(world.forgetting(ID).with(ID, Field.OUTCOME, BEGUN_ANEW), Step.MARK);
  }

  private List<World> steps(World world) {
    return switch (Step.values()[world.get(ID, Field.STEP)]) {
      case MARK -> visits.visit(world, EVERYWHERE, this::mark, this::marked);
      case CONDEMN -> visits.visit(world, EVERYWHERE, putting(Thing.CONDEMNED), to(Step.SESSIONS));
      case SESSIONS -> visits.visit(world, reached(world), this::sessions, to(Step.WAIT));
      case WAIT -> await(world);
      case LOOK_AFTER -> visits.visit(world, EVERYWHERE, this::lookAfter, this::lookedAfter);
      case INTENT ->
          visits.visit(world, EVERYWHERE, puttingForTarget(Thing.INTENT), to(Step.ADMIT));
      case ADMIT -> visits.visit(world, reached(world), this::admit, this::admitted);
      case FENCE -> visits.visit(world, EVERYWHERE, this::fence, this::fenced);
      case RECHECK -> visits.visit(world, EVERYWHERE, this::mark, this::rechecked);
      case SWEEP -> visits.visit(world, EVERYWHERE, putting(Thing.SWEPT), to(Step.DELETE));
      case DELETE -> List.of(visits.to(delete(world, Thing.PACK), Step.RELEASE));
      case RELEASE -> List.of(done(delete(world, Thing.CONDEMNED)));
      case DONE -> List.of();
    };
  }

  private int reached(World world) {
    return world.get(ID, Field.REACHED);
  }

  private int seen(World world) {
    return world.get(ID, Field.SEEN);
  }

  private World see(World world, int bits) {
    return world.with(ID, Field.SEEN, seen(world) | bits);
  }

  private boolean enough(World world) {
    return visits.reached(world) >= rules.pruners();
  }

  /** Goes on if the phase reached enough stores, and gives up otherwise. */
  private UnaryOperator<World> to(Step step) {
    return world -> enough(world) ? visits.to(world, step) : done(world);
  }

  private static Visits.AtStore putting(Thing thing) {
    return (world, store) -> world.put(store, thing, 0);
  }

  private static Visits.AtStore puttingForTarget(Thing thing) {
    return (world, store) -> world.put(store, thing, world.get(ID, Field.TARGET));
  }

  /** In one step: once it is written down that the pack goes, it counts as gone. */
  private World delete(World world, Thing thing) {
    World deleted = world;
    for (int store = 0; store < World.STORES; store++) {
      deleted = visits.reaches(store) ? deleted.delete(store, thing, 0) : deleted;
    }
    return deleted;
  }

  private World done(World world) {
    return visits.to(world, Step.DONE).forgetting(ID);
  }

  /** Snapshots that were seen once stay seen: the next look may be at other stores. */
  private World mark(World world, int store) {
    World marked = world;
    for (int writer = 0; writer < World.WRITERS; writer++) {
      if (world.has(store, Thing.SNAPSHOT, writer) && !world.isVoid(writer)) {
        marked = see(marked, NEEDED);
      }
    }
    return world.has(store, Thing.SWEPT, 0) ? see(marked, SWEPT) : marked;
  }

  private World marked(World world) {
    if (!enough(world)) {
      return done(world);
    }
    if ((seen(world) & SWEPT) != 0) {
      return visits.to(world, Step.SWEEP);
    }
    return visits.to(world, (seen(world) & NEEDED) != 0 ? Step.RELEASE : Step.CONDEMN);
  }

  private World sessions(World world, int store) {
    World all = world;
    for (int writer = 0; writer < World.WRITERS; writer++) {
      all = world.has(store, Thing.SESSION, writer) ? see(all, 1 << writer) : all;
    }
    return all;
  }

  /** Looks after one session, or fences it: nobody knows whether its writer lives. */
  private List<World> await(World world) {
    if (rules.ended() == Rules.Ended.AT_ONCE) {
      return List.of(visits.to(world, Step.RECHECK));
    }
    for (int writer = 0; writer < World.WRITERS; writer++) {
      if ((seen(world) & 1 << writer) != 0) {
        World target = world.with(ID, Field.TARGET, writer);
        return List.of(visits.to(target, Step.LOOK_AFTER), visits.to(target, Step.INTENT));
      }
    }
    return List.of(visits.to(world, Step.RECHECK));
  }

  private World lookAfter(World world, int store) {
    int target = world.get(ID, Field.TARGET);
    return world.has(store, Thing.SESSION, target)
        ? see(mark(world, store), SESSION_LISTED)
        : mark(world, store);
  }

  private World lookedAfter(World world) {
    if (!enough(world)) {
      return done(world);
    }
    boolean there = (seen(world) & SESSION_LISTED) != 0;
    World forgotten = world.with(ID, Field.SEEN, seen(world) & ~SESSION_LISTED);
    return visits.to(there ? forgotten : over(forgotten), Step.WAIT);
  }

  private World over(World world) {
    int target = world.get(ID, Field.TARGET);
    return world.with(ID, Field.SEEN, seen(world) & ~(1 << target));
  }

  /** What the fence admits is what is seen behind the intent, and nothing else. */
  private World admit(World world, int store) {
    World marked = mark(world, store);
    return world.has(store, Thing.SNAPSHOT, world.get(ID, Field.TARGET))
        ? see(marked, ADMITTED)
        : marked;
  }

  private World admitted(World world) {
    boolean admits = (seen(world) & ADMITTED) != 0;
    World decided =
        world.with(ID, Field.HOLDERS, admits ? 1 : 0).with(ID, Field.SEEN, seen(world) & ~ADMITTED);
    return enough(world) ? visits.to(decided, Step.FENCE) : done(world);
  }

  private World fence(World world, int store) {
    boolean admits = world.get(ID, Field.HOLDERS) == 1;
    Thing fence = admits ? Thing.FENCE_THAT_ADMITS : Thing.FENCE_THAT_VOIDS;
    return world.put(store, fence, world.get(ID, Field.TARGET));
  }

  private World fenced(World world) {
    return enough(world) ? visits.to(over(world), Step.WAIT) : done(world);
  }

  private World rechecked(World world) {
    if (!enough(world)) {
      return done(world);
    }
    return visits.to(world, (seen(world) & NEEDED) != 0 ? Step.RELEASE : Step.SWEEP);
  }
}

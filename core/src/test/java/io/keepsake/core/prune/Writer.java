package io.keepsake.core.prune;

import static io.keepsake.core.prune.World.Thing;

import io.keepsake.core.prune.World.Field;
import java.util.List;

/** A backup that would refer to the pack, if it may. May stop for ever at any step. */
final class Writer {

  private enum Step {
    REGISTER,
    LOOK,
    LIST,
    COMMIT,
    CHECK,
    RETREAT,
    END,
    DONE
  }

  private static final int EVERYWHERE = (1 << World.STORES) - 1;
  private static final int PROMISED = 1;

  private final int id;
  private final Rules rules;
  private final Visits visits;

  /**
   * A writer.
   *
   * @param cut bits of the stores that it cannot reach
   */
  Writer(int id, Rules rules, int cut) {
    this.id = id;
    this.rules = rules;
    this.visits = new Visits(id, cut);
  }

  /** Whether it has called its backup a success. */
  boolean hasPromised(World world) {
    return world.get(id, Field.OUTCOME) == PROMISED;
  }

  List<World> next(World world) {
    return switch (Step.values()[world.get(id, Field.STEP)]) {
      case REGISTER -> register(world);
      case LOOK -> visits.visit(world, reached(world), this::look, this::looked);
      case LIST -> visits.visit(world, reached(world), this::list, this::listed);
      case COMMIT -> visits.visit(world, holders(world), this::commit, this::committed);
      case CHECK -> visits.visit(world, reached(world), this::check, this::checked);
      case RETREAT -> visits.visit(world, holders(world), this::takeBack, this::retreated);
      case END -> List.of(end(world));
      case DONE -> List.of();
    };
  }

  private int reached(World world) {
    return world.get(id, Field.REACHED);
  }

  private int holders(World world) {
    return world.get(id, Field.HOLDERS);
  }

  private boolean enough(World world) {
    return visits.reached(world) >= rules.copies();
  }

  private List<World> register(World world) {
    if (rules.registration() == Rules.Registration.LATE && world.get(id, Field.TARGET) == 0) {
      // looks and lists first, and comes here again
      return List.of(
          visits.to(
              world.with(id, Field.REACHED, EVERYWHERE).with(id, Field.TARGET, 1), Step.LOOK));
    }
    return visits.visit(
        world,
        EVERYWHERE,
        (w, store) -> w.put(store, Thing.SESSION, id),
        w -> visits.to(w, !enough(w) ? Step.END : afterRegistration()));
  }

  private Step afterRegistration() {
    return rules.registration() == Rules.Registration.LATE ? Step.COMMIT : Step.LOOK;
  }

  private World look(World world, int store) {
    boolean seen = world.has(store, Thing.CONDEMNED, 0) || world.has(store, Thing.SWEPT, 0);
    return seen ? world.with(id, Field.SEEN, 1) : world;
  }

  private World looked(World world) {
    return visits.to(world, enough(world) ? Step.LIST : Step.END);
  }

  private World list(World world, int store) {
    return world.has(store, Thing.PACK, 0)
        ? world.with(id, Field.HOLDERS, holders(world) | 1 << store)
        : world;
  }

  /** What is condemned, or too rare, is stored again; that cannot go wrong, so it ends here. */
  private World listed(World world) {
    boolean refers =
        world.get(id, Field.SEEN) == 0 && Integer.bitCount(holders(world)) >= rules.copies();
    if (!refers) {
      return visits.to(world, Step.END);
    }
    boolean late = rules.registration() == Rules.Registration.LATE;
    World ready = world.with(id, Field.REACHED, 0);
    return visits.to(ready, late ? Step.REGISTER : Step.COMMIT);
  }

  private World commit(World world, int store) {
    return world.put(store, Thing.SNAPSHOT, id);
  }

  private World committed(World world) {
    if (!enough(world)) {
      return visits.to(world, Step.RETREAT);
    }
    return rules.commit() == Rules.Commit.BLIND ? promise(world) : visits.to(world, Step.CHECK);
  }

  private World check(World world, int store) {
    boolean fenced =
        world.has(store, Thing.INTENT, id)
            || world.has(store, Thing.FENCE_THAT_VOIDS, id)
            || world.has(store, Thing.FENCE_THAT_ADMITS, id);
    return fenced ? world.with(id, Field.SEEN, 1) : world;
  }

  private World checked(World world) {
    boolean good = enough(world) && world.get(id, Field.SEEN) == 0;
    return good ? promise(world) : done(world);
  }

  private World promise(World world) {
    return visits.to(world.with(id, Field.OUTCOME, PROMISED), Step.END);
  }

  private World takeBack(World world, int store) {
    return world.delete(store, Thing.SNAPSHOT, id);
  }

  private World retreated(World world) {
    boolean clean = (holders(world) & ~reached(world)) == 0;
    boolean ends = clean || rules.retreat() == Rules.Retreat.SESSION_ENDS;
    return ends ? visits.to(world, Step.END) : done(world);
  }

  /** In one step: a session that is listed at some stores only makes pruners wait, if anything. */
  private World end(World world) {
    World ended = world;
    for (int store = 0; store < World.STORES; store++) {
      ended = visits.reaches(store) ? ended.delete(store, Thing.SESSION, id) : ended;
    }
    return done(ended);
  }

  private World done(World world) {
    return visits.to(world, Step.DONE).forgetting(id);
  }
}

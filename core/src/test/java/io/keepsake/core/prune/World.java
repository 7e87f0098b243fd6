package io.keepsake.core.prune;

import java.util.Arrays;

/**
 * One state of the model: what three stores hold, and how far two writers and a pruner are. There
 * is one pack that may be pruned; all else is left out. Never changed: steps make copies.
 */
@SuppressWarnings("EnumOrdinal") // places in bits and bytes, which nothing keeps
final class World {

  static final int STORES = 3;
  static final int WRITERS = 2;

  /** What a store can hold; of some things one a writer. */
  enum Thing {
    PACK,
    CONDEMNED,
    SWEPT,
    SESSION,
    SNAPSHOT,
    INTENT,
    FENCE_THAT_VOIDS,
    FENCE_THAT_ADMITS;

    int bit(int writer) {
      return 1 << (2 * ordinal() + writer);
    }
  }

  /** What an actor remembers; each a few bits. */
  enum Field {
    STEP,
    STORE,
    REACHED,
    SEEN,
    HOLDERS,
    OUTCOME,
    TARGET
  }

  private static final int FIELDS = Field.values().length;

  private final byte[] actors;
  private final int[] stores;

  /** How often a store may fail to answer yet. */
  private final int failures;

  private World(byte[] actors, int[] stores, int failures) {
    this.actors = actors;
    this.stores = stores;
    this.failures = failures;
  }

  /** All stores have the pack, and nobody has begun. */
  static World begin(int failures) {
    byte[] actors = new byte[(WRITERS + 1) * FIELDS];
    int[] stores = new int[STORES];
    Arrays.fill(stores, Thing.PACK.bit(0));
    return new World(actors, stores, failures);
  }

  int failures() {
    return failures;
  }

  World fail() {
    return new World(actors, stores, failures - 1);
  }

  /** An actor that is done remembers nothing but its outcome. */
  World forgetting(int actor) {
    byte[] changed = actors.clone();
    for (Field field : Field.values()) {
      if (field != Field.STEP && field != Field.OUTCOME) {
        changed[actor * FIELDS + field.ordinal()] = 0;
      }
    }
    return new World(changed, stores, failures);
  }

  int get(int actor, Field field) {
    return actors[actor * FIELDS + field.ordinal()];
  }

  World with(int actor, Field field, int value) {
    byte[] changed = actors.clone();
    changed[actor * FIELDS + field.ordinal()] = (byte) value;
    return new World(changed, stores, failures);
  }

  boolean has(int store, Thing thing, int writer) {
    return (stores[store] & thing.bit(writer)) != 0;
  }

  boolean anyHas(Thing thing, int writer) {
    return has(0, thing, writer) || has(1, thing, writer) || has(2, thing, writer);
  }

  World put(int store, Thing thing, int writer) {
    int[] changed = stores.clone();
    changed[store] |= thing.bit(writer);
    return new World(actors, changed, failures);
  }

  World delete(int store, Thing thing, int writer) {
    int[] changed = stores.clone();
    changed[store] &= ~thing.bit(writer);
    return new World(actors, changed, failures);
  }

  /** Whether a writer's snapshot counts for nothing: a fence of its session does not admit it. */
  boolean isVoid(int writer) {
    return anyHas(Thing.FENCE_THAT_VOIDS, writer);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof World that
        && failures == that.failures
        && Arrays.equals(actors, that.actors)
        && Arrays.equals(stores, that.stores);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(actors) + Arrays.hashCode(stores)) + failures;
  }

  @Override
  public String toString() {
    return "actors " + Arrays.toString(actors) + ", stores " + Arrays.toString(stores);
  }
}

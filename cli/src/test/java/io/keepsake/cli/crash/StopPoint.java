package io.keepsake.cli.crash;

/**
 * Where to stop: in the {@code number}-th call to a store that does that to an object of that kind.
 *
 * @param call what is asked of the store
 * @param kind which objects
 * @param number from 1, counted for each store by itself
 * @param store id of the store, or {@link #ANY}
 * @param moment when in the call
 */
record StopPoint(Call call, Kind kind, int number, String store, Moment moment) {

  /** Any store: calls are counted together. */
  static final String ANY = "any";

  /** Never reached: no object has that number. */
  static final StopPoint NEVER =
      new StopPoint(Call.PUT, Kind.DATA_PACK, Integer.MAX_VALUE, ANY, Moment.BEFORE);

  enum Call {
    PUT,
    GET,
    LIST,
    STAT,
    DELETE
  }

  /** What is called by which name; packs can be told apart only when they are put. */
  enum Kind {
    HEADER("keepsake.json"),
    KEY("keys/"),
    DATA_PACK("packs/"),
    TREE_PACK("packs/"),
    PACK("packs/"),
    INDEX("index/"),
    SNAPSHOT("snapshots/"),
    SESSION("sessions/"),
    ALL("");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }

    String prefix() {
      return prefix;
    }
  }

  enum Moment {
    /** Before the store is asked. */
    BEFORE,
    /** When the store has read half of the bytes to put. */
    HALFWAY,
    /** When the store has answered. */
    AFTER,
    /** Before the store is asked, but after the other one has answered for the same object. */
    BEHIND_THE_OTHER,
    /** When this store and the other one have answered. */
    AFTER_BOTH
  }

  /** The form in which it is handed to a process. */
  String toArgument() {
    return "%s:%s:%d:%s:%s".formatted(call, kind, number, store, moment);
  }

  static StopPoint ofArgument(String argument) {
    String[] parts = argument.split(":", -1);
    return new StopPoint(
        Call.valueOf(parts[0]),
        Kind.valueOf(parts[1]),
        Integer.parseInt(parts[2]),
        parts[3],
        Moment.valueOf(parts[4]));
  }

  /** In words, for the name of a case. */
  @Override
  public String toString() {
    return "%s %s %d at store %s, %s".formatted(call, kind, number, store, moment);
  }
}

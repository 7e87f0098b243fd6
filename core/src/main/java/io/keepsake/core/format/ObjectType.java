package io.keepsake.core.format;

import java.util.List;

/** The types of objects with a head. */
public enum ObjectType {
  /** Chunks of file content. */
  DATA_PACK(1),
  /** Chunks of trees. */
  TREE_PACK(2),
  /** Which chunks are in which packs. */
  INDEX(3),
  /** A snapshot's manifest. */
  SNAPSHOT(4),
  /** The wrapped data key of an epoch. */
  EPOCH_KEY(5),
  /** That somebody writes or prunes. */
  SESSION(6),
  /** Records of the audit trail. */
  AUDIT(7),
  /** That a snapshot is forgotten. */
  FORGOTTEN(8),
  /** That a snapshot is held, or is so no more. */
  HOLD(9),
  /** What writers are not to refer to any more. */
  CONDEMNED(10),
  /** That an object counts as absent. */
  SWEPT(11),
  /** That a session is about to be ended by somebody else, or is. */
  FENCE(12);

  private static final List<ObjectType> ALL = List.of(values());

  private final int code;

  ObjectType(int code) {
    this.code = code;
  }

  /** Its number in the head. */
  public int code() {
    return code;
  }

  /** The type with that number. */
  static ObjectType ofCode(int code) throws FormatException {
    return ALL.stream()
        .filter(type -> type.code == code)
        .findFirst()
        .orElseThrow(() -> new FormatException("no object type has the number " + code));
  }
}

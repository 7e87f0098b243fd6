package io.keepsake.core.format;

import io.keepsake.core.spi.storage.ObjectName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The names of a vault's objects. */
public final class ObjectNames {

  /** The header. */
  public static final ObjectName HEADER = new ObjectName("keepsake.json");

  /** Before the names of epoch keys. */
  public static final String KEYS = "keys/";

  /** Before the names of packs. */
  public static final String PACKS = "packs/";

  /** Before the names of index objects. */
  public static final String INDEX = "index/";

  /** Before the names of snapshots. */
  public static final String SNAPSHOTS = "snapshots/";

  /** Before the names of audit segments. */
  public static final String AUDIT = "audit/";

  /** Before the names of tombstones: records of forgotten snapshots. */
  public static final String FORGOTTEN = "forgotten/";

  /** Before the names of holds, and of the ends of holds. */
  public static final String HOLDS = "holds/";

  /** Before the names of sessions: who writes or prunes. */
  public static final String SESSIONS = "sessions/";

  /** Before the names of records of what is condemned. */
  public static final String CONDEMNED = "condemned/";

  /** Before the names of records of what is swept: objects that count as absent. */
  public static final String SWEPT = "swept/";

  /** Before the names of intents and fences, which end the sessions of others. */
  public static final String FENCES = "fences/";

  /** Before the names of claims: that somebody is about to replace the header. Never copied. */
  public static final String CLAIMS = "claims/";

  /**
   * Before the names of what snapshots refer to or are judged by, in the order in which it is
   * copied to a store that lacks it: all of it comes before snapshots.
   */
  public static final List<String> BEFORE_SNAPSHOTS =
      List.of(SWEPT, FORGOTTEN, HOLDS, FENCES, SESSIONS, CONDEMNED, KEYS, PACKS, INDEX);

  private static final String CLAIM = CLAIMS + "[0-7][0-9a-f]{7}-[0-9a-f]{64}";
  private static final String MARKS = "(forgotten|holds)/[0-9a-f]{64}-[0-9a-f]{64}";
  private static final String PRUNE_MARKS = "(swept|fences)/[0-9a-f]{64}-[0-9a-f]{64}";
  private static final String SEGMENTS = "audit/[0-9a-f]{32}/[0-9a-f]{8}-[0-9a-f]{64}";

  private ObjectNames() {}

  /** The name of a pack. */
  public static ObjectName pack(Hash hash) {
    String hex = hash.hex();
    return new ObjectName(PACKS + hex.substring(0, 2) + "/" + hex);
  }

  /** The name of an index object. */
  public static ObjectName index(Hash hash) {
    return new ObjectName(INDEX + hash.hex());
  }

  /** The name of a snapshot. */
  public static ObjectName snapshot(Hash hash) {
    return new ObjectName(SNAPSHOTS + hash.hex());
  }

  /** The name of an epoch's key. */
  public static ObjectName epochKey(int epoch, Hash hash) {
    return new ObjectName(KEYS + "%08x-".formatted(epoch) + hash.hex());
  }

  /** The name of a tombstone of a snapshot. */
  public static ObjectName forgotten(Hash snapshot, Hash hash) {
    return new ObjectName(FORGOTTEN + snapshot.hex() + "-" + hash.hex());
  }

  /** The name of a hold on a snapshot, or of the end of one. */
  public static ObjectName hold(Hash snapshot, Hash hash) {
    return new ObjectName(HOLDS + snapshot.hex() + "-" + hash.hex());
  }

  /** The name of a session. */
  public static ObjectName session(Hash hash) {
    return new ObjectName(SESSIONS + hash.hex());
  }

  /** The name of a record of what is condemned. */
  public static ObjectName condemned(Hash hash) {
    return new ObjectName(CONDEMNED + hash.hex());
  }

  /** The name of a record that an object is swept. */
  public static ObjectName swept(Hash object, Hash hash) {
    return new ObjectName(SWEPT + object.hex() + "-" + hash.hex());
  }

  /** The name of an intent to end a session, or of a fence that ends it. */
  public static ObjectName fence(Hash session, Hash hash) {
    return new ObjectName(FENCES + session.hex() + "-" + hash.hex());
  }

  /** The name of a claim. */
  public static ObjectName claim(int revision, Hash hash) {
    return new ObjectName(CLAIMS + "%08x-".formatted(revision) + hash.hex());
  }

  /** The revision of the header that a claim is for, by its name; empty for other names. */
  public static OptionalInt claimedRevision(ObjectName name) {
    int start = CLAIMS.length();
    return name.value().matches(CLAIM)
        ? OptionalInt.of(Integer.parseInt(name.value().substring(start, start + 8), 16))
        : OptionalInt.empty();
  }

  /** The snapshot that a tombstone or a hold is about, by its name; empty for other names. */
  public static Optional<Hash> markedSnapshot(ObjectName name) {
    return subject(name, MARKS);
  }

  /**
   * What a record of pruning is about, by its name: the object that is swept, or the session that
   * is fenced; empty for other names.
   */
  public static Optional<Hash> prunedSubject(ObjectName name) {
    return subject(name, PRUNE_MARKS);
  }

  /**
   * Whether it is one of the objects that come and go while others write and prune. No snapshot
   * needs them, and a store that lacks one lacks nothing.
   */
  public static boolean isPassing(ObjectName name) {
    String value = name.value();
    return value.startsWith(SESSIONS) || value.startsWith(CONDEMNED) || value.startsWith(SWEPT);
  }

  private static Optional<Hash> subject(ObjectName name, String form) {
    String value = name.value();
    if (!value.matches(form)) {
      return Optional.empty();
    }
    int start = value.indexOf('/') + 1;
    return Optional.of(Hash.ofHex(value.substring(start, start + 2 * Hash.BYTES)));
  }

  /**
   * The name of an audit segment.
   *
   * @param writer whose records it holds
   * @param last the number of the last of them
   */
  public static ObjectName audit(String writer, long last, Hash hash) {
    return new ObjectName(AUDIT + writer + "/%08x-".formatted(last) + hash.hex());
  }

  /**
   * The hash of its bytes that an object's name ends with; empty for the header, for claims and for
   * names that are not the format's.
   */
  public static Optional<Hash> hashOf(ObjectName name) {
    String value = name.value();
    boolean known =
        value.matches("packs/[0-9a-f]{2}/[0-9a-f]{64}")
            || value.matches("(index|snapshots|sessions|condemned)/[0-9a-f]{64}")
            || value.matches("keys/[0-9a-f]{8}-[0-9a-f]{64}")
            || value.matches(SEGMENTS)
            || value.matches(MARKS)
            || value.matches(PRUNE_MARKS);
    return known ? Optional.of(Hash.ofHex(value.substring(value.length() - 64))) : Optional.empty();
  }
}

package io.keepsake.core.probe;

import io.keepsake.core.probe.Check.Finding;
import io.keepsake.core.probe.Check.Needs;
import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Storing, reading and deleting single objects. */
final class ObjectChecks {

  static final String STORE = "store";

  private static final int SMALL = 100_000;

  private final Scratch scratch;
  private final long large;

  ObjectChecks(Scratch scratch, long large) {
    this.scratch = scratch;
    this.large = large;
  }

  List<Check> all() {
    return List.of(
        new Check(STORE, Needs.NOTHING, this::store),
        new Check("read back", Needs.STORED_OBJECT, this::readBack),
        new Check("read ranges", Needs.STORED_OBJECT, this::ranges),
        new Check("empty object", Needs.STORED_OBJECT, this::empty),
        new Check("large object", Needs.STORED_OBJECT, this::large),
        new Check("replace", Needs.STORED_OBJECT, this::replace),
        new Check("missing object", Needs.STORED_OBJECT, this::missing),
        new Check("odd names", Needs.STORED_OBJECT, this::oddNames),
        new Check("delete", Needs.STORED_OBJECT, this::delete));
  }

  private Finding store() throws StoreException {
    scratch.put("small", Scratch.bytes(SMALL, 1));
    return Finding.works("An object can be stored.");
  }

  private Finding readBack() throws IOException {
    boolean same = Arrays.equals(Scratch.bytes(SMALL, 1), scratch.get("small"));
    Optional<Long> length = scratch.stat("small").map(ObjectStat::length);
    return Finding.require(
        same && length.equals(Optional.of((long) SMALL)),
        "What was stored comes back byte for byte.",
        same
            ? "An object of %d bytes is said to have %s.".formatted(SMALL, length)
            : "An object comes back with other bytes than were stored.");
  }

  private Finding ranges() throws IOException {
    byte[] all = Scratch.bytes(SMALL, 1);
    boolean inside =
        Arrays.equals(
            Arrays.copyOfRange(all, 10, 50_000), scratch.get("small", new ByteRange(10, 49_990)));
    boolean atEnd =
        Arrays.equals(
            Arrays.copyOfRange(all, SMALL - 5, SMALL),
            scratch.get("small", new ByteRange(SMALL - 5, 1_000)));
    Optional<Kind> behind = failure(() -> scratch.get("small", new ByteRange(SMALL, 1)));
    return Finding.require(
        inside && atEnd && behind.equals(Optional.of(Kind.INVALID)),
        "Parts of an object can be read by themselves.",
        "A part of an object comes back wrong: inside %s, at the end %s, behind it %s."
            .formatted(word(inside), word(atEnd), behind));
  }

  private Finding empty() throws IOException {
    scratch.put("empty", new byte[0]);
    return Finding.require(
        scratch.get("empty").length == 0,
        "An object without a byte can be stored.",
        "An empty object comes back with bytes in it.");
  }

  private Finding large() throws IOException {
    byte[] bytes = Scratch.bytes(Math.toIntExact(large), 2);
    scratch.put("large", bytes);
    boolean same = Arrays.equals(bytes, scratch.get("large"));
    scratch.delete(List.of("large"));
    String size = "An object of %,d bytes ".formatted(large);
    return Finding.require(
        same, size + "comes back whole.", size + "comes back with other bytes than were stored.");
  }

  private Finding replace() throws IOException {
    scratch.put("replaced", Scratch.bytes(500, 3));
    scratch.put("replaced", Scratch.bytes(300, 4));
    return Finding.require(
        Arrays.equals(Scratch.bytes(300, 4), scratch.get("replaced")),
        "An object can be replaced.",
        "After an object was replaced, the old bytes or a mixture come back.");
  }

  private Finding missing() throws IOException {
    Optional<Kind> answer = failure(() -> scratch.get("never-stored"));
    boolean absent = scratch.stat("never-stored").isEmpty();
    return Finding.require(
        absent && answer.equals(Optional.of(Kind.NOT_FOUND)),
        "An object that is not there is told as missing.",
        "An object that was never stored is told as %s.".formatted(answer));
  }

  private Finding oddNames() throws IOException {
    List<String> names =
        List.of("odd/a b+c&d=e", "odd/100%25", "odd/Müller 結婚式", "odd/" + "n".repeat(200));
    for (int i = 0; i < names.size(); i++) {
      scratch.put(names.get(i), Scratch.bytes(50 + i, i));
    }
    for (int i = 0; i < names.size(); i++) {
      if (!Arrays.equals(Scratch.bytes(50 + i, i), scratch.get(names.get(i)))) {
        return Finding.broken("The name '%s' is not kept as it is.".formatted(names.get(i)));
      }
    }
    return Finding.works("Names with spaces, signs and letters of all scripts are kept.");
  }

  private Finding delete() throws IOException {
    scratch.delete(List.of("small", "never-stored"));
    return Finding.require(
        scratch.stat("small").isEmpty()
            && failure(() -> scratch.get("small")).equals(Optional.of(Kind.NOT_FOUND)),
        "Objects can be deleted, and one that is missing counts as deleted.",
        "A deleted object is still there. Is the bucket locked or versioned?");
  }

  /** Reads something. */
  @FunctionalInterface
  private interface Read {
    byte[] run() throws IOException;
  }

  /** With which kind a read fails; empty if it does not. Failures to reach the store pass on. */
  private static Optional<Kind> failure(Read read) throws IOException {
    try {
      read.run();
      return Optional.empty();
    } catch (StoreException e) {
      if (e.kind() == Kind.NOT_FOUND || e.kind() == Kind.INVALID) {
        return Optional.of(e.kind());
      }
      throw e;
    }
  }

  private static String word(boolean right) {
    return right ? "right" : "wrong";
  }
}

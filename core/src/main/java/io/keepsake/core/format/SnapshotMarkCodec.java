package io.keepsake.core.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Encodes and decodes tombstones and holds. */
public final class SnapshotMarkCodec {

  private SnapshotMarkCodec() {}

  /** Encodes a mark. */
  public static byte[] encode(SnapshotMark mark) {
    CborWriter out = new CborWriter();
    out.map(mark.ended().isPresent() ? 8 : 7);
    Instant time = mark.time();
    out.integer(0).integer(time.getEpochSecond()).integer(1).integer(time.getNano());
    out.integer(2).text(mark.host()).integer(3).text(mark.user()).integer(4).text(mark.reason());
    out.integer(5).bytes(mark.snapshot().bytes());
    mark.ended().ifPresent(hold -> out.integer(6).bytes(hold.bytes()));
    out.integer(7).text(mark.program());
    return out.toBytes();
  }

  /** Decodes a mark. */
  public static SnapshotMark decode(byte[] plaintext) throws FormatException {
    CborReader in = new CborReader(plaintext);
    int fields = in.map();
    key(in, 0);
    long seconds = in.integer();
    key(in, 1);
    Instant time = instant(seconds, in.unsigned(999_999_999));
    key(in, 2);
    String host = in.text();
    key(in, 3);
    String user = in.text();
    key(in, 4);
    String reason = in.text();
    key(in, 5);
    Hash snapshot = Hash.of(in.bytes(Hash.BYTES));
    Optional<Hash> ended = Optional.empty();
    if (fields == 8) {
      key(in, 6);
      ended = Optional.of(Hash.of(in.bytes(Hash.BYTES)));
    }
    key(in, 7);
    String program = in.text();
    in.expectEnd();
    if (fields != 7 && fields != 8) {
      throw new FormatException("a mark has " + fields + " fields");
    }
    return new SnapshotMark(time, host, user, reason, snapshot, ended, program);
  }

  private static void key(CborReader in, int key) throws FormatException {
    if (in.unsigned(255) != key) {
      throw new FormatException("a mark lacks field " + key + ", or its fields are not in order");
    }
  }

  private static Instant instant(long seconds, int nanos) throws FormatException {
    try {
      return Instant.ofEpochSecond(seconds, nanos);
    } catch (DateTimeException e) {
      throw new FormatException("a mark's time is out of bounds");
    }
  }
}

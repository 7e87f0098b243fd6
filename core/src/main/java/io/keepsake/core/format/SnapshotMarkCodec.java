package io.keepsake.core.format;

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
    int count = in.map();
    FieldReader fields = new FieldReader(in, "a mark");
    Instant time = fields.time();
    fields.key(2);
    String host = in.text();
    fields.key(3);
    String user = in.text();
    fields.key(4);
    String reason = in.text();
    fields.key(5);
    Hash snapshot = Hash.of(in.bytes(Hash.BYTES));
    Optional<Hash> ended = Optional.empty();
    if (count == 8) {
      fields.key(6);
      ended = Optional.of(Hash.of(in.bytes(Hash.BYTES)));
    }
    fields.key(7);
    String program = in.text();
    in.expectEnd();
    if (count != 7 && count != 8) {
      throw new FormatException("a mark has " + count + " fields");
    }
    return new SnapshotMark(time, host, user, reason, snapshot, ended, program);
  }
}

package io.keepsake.core.format;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Encodes and decodes sessions, and what pruners write down. */
public final class PruneMarkCodec {

  private static final int LEAST_FIELDS = 6;

  private PruneMarkCodec() {}

  /** Encodes a mark. */
  public static byte[] encode(PruneMark mark) {
    CborWriter out = new CborWriter();
    int optional = (mark.session().isPresent() ? 1 : 0) + (mark.objects().isPresent() ? 1 : 0);
    out.map(LEAST_FIELDS + optional);
    Instant time = mark.time();
    out.integer(0).integer(time.getEpochSecond()).integer(1).integer(time.getNano());
    out.integer(2).text(mark.host()).integer(3).text(mark.user()).integer(4).text(mark.what());
    mark.session().ifPresent(session -> out.integer(5).bytes(session.bytes()));
    mark.objects().ifPresent(objects -> out.integer(6).bytes(joined(objects)));
    out.integer(7).text(mark.program());
    return out.toBytes();
  }

  private static byte[] joined(List<Hash> hashes) {
    byte[] joined = new byte[Math.multiplyExact(hashes.size(), Hash.BYTES)];
    for (int i = 0; i < hashes.size(); i++) {
      System.arraycopy(hashes.get(i).bytes(), 0, joined, i * Hash.BYTES, Hash.BYTES);
    }
    return joined;
  }

  /** Decodes a mark. */
  public static PruneMark decode(byte[] plaintext) throws FormatException {
    CborReader in = new CborReader(plaintext);
    int count = in.map();
    FieldReader fields = new FieldReader(in, "a mark of a pruning");
    Instant time = fields.time();
    fields.key(2);
    String host = in.text();
    fields.key(3);
    String user = in.text();
    fields.key(4);
    String what = in.text();
    int key = in.unsigned(255);
    Optional<Hash> session = Optional.empty();
    if (key == 5) {
      session = Optional.of(Hash.of(in.bytes(Hash.BYTES)));
      key = in.unsigned(255);
    }
    Optional<List<Hash>> objects = Optional.empty();
    if (key == 6) {
      objects = Optional.of(split(in.bytes()));
      key = in.unsigned(255);
    }
    int found = LEAST_FIELDS + (session.isPresent() ? 1 : 0) + (objects.isPresent() ? 1 : 0);
    if (key != 7 || count != found) {
      throw new FormatException("a mark of a pruning has other fields than it should have");
    }
    String program = in.text();
    in.expectEnd();
    return new PruneMark(time, host, user, what, session, objects, program);
  }

  private static List<Hash> split(byte[] joined) throws FormatException {
    if (joined.length % Hash.BYTES != 0) {
      throw new FormatException("a list of hashes is cut short");
    }
    List<Hash> hashes = new ArrayList<>();
    for (int i = 0; i < joined.length / Hash.BYTES; i++) {
      hashes.add(Hash.at(joined, i));
    }
    return hashes;
  }
}

package io.keepsake.core.format;

import java.util.ArrayList;
import java.util.List;

/**
 * One pack in an index object.
 *
 * @param pack its hash
 * @param type data or tree pack
 * @param storedLength bytes of the whole object
 * @param directory what it holds
 */
public record IndexRecord(Hash pack, ObjectType type, long storedLength, PackDirectory directory) {

  /** Encodes the plaintext of an index object. */
  public static byte[] encode(List<IndexRecord> records) {
    CborWriter out = new CborWriter().array(records.size());
    for (IndexRecord record : records) {
      out.array(4).bytes(record.pack.bytes()).integer(record.type.code());
      out.integer(record.storedLength);
      record.directory.write(out);
    }
    return out.toBytes();
  }

  /** Decodes the plaintext of an index object. */
  public static List<IndexRecord> decode(byte[] plaintext) throws FormatException {
    CborReader in = new CborReader(plaintext);
    int count = in.array();
    List<IndexRecord> records = new ArrayList<>(Math.min(count, 4096));
    for (int i = 0; i < count; i++) {
      in.array(4);
      Hash pack = Hash.of(in.bytes(Hash.BYTES));
      ObjectType type = ObjectType.ofCode(in.unsigned(255));
      if (type != ObjectType.DATA_PACK && type != ObjectType.TREE_PACK) {
        throw new FormatException("an index lists an object of type " + type);
      }
      records.add(new IndexRecord(pack, type, in.unsigned(), PackDirectory.read(in)));
    }
    in.expectEnd();
    return records;
  }
}

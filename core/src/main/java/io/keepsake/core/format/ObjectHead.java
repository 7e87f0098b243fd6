package io.keepsake.core.format;

import java.nio.ByteBuffer;

/**
 * The cleartext first bytes of every object but the header.
 *
 * @param type what follows
 * @param epoch whose data key seals it, from 1
 */
public record ObjectHead(ObjectType type, int epoch) {

  /** Its length. */
  public static final int BYTES = 12;

  private static final int MAGIC = 0x4B50534B; // "KPSK"
  private static final int VERSION = 1;

  /** Encodes it. */
  public byte[] toBytes() {
    return ByteBuffer.allocate(BYTES)
        .putInt(MAGIC)
        .put((byte) VERSION)
        .put((byte) type.code())
        .putShort((short) 0)
        .putInt(epoch)
        .array();
  }

  /** What binds a sealed object to its head and its vault. */
  public byte[] associatedData(VaultId vault) {
    return ByteBuffer.allocate(BYTES + VaultId.BYTES).put(toBytes()).put(vault.bytes()).array();
  }

  /**
   * Decodes it from the first bytes of an object.
   *
   * @throws FormatException if it is no head, or one of a newer version
   */
  public static ObjectHead parse(byte[] object) throws FormatException {
    if (object.length < BYTES) {
      throw new FormatException("the object is shorter than its head");
    }
    ByteBuffer head = ByteBuffer.wrap(object, 0, BYTES);
    if (head.getInt() != MAGIC) {
      throw new FormatException("the object does not begin like one of Keepsake's");
    }
    int version = head.get();
    if (version != VERSION) {
      throw new FormatException("the object has format version " + version + ", unknown here");
    }
    ObjectType type = ObjectType.ofCode(head.get());
    if (head.getShort() != 0) {
      throw new FormatException("reserved bytes of the head are not zero");
    }
    int epoch = head.getInt();
    if (epoch < 1) {
      throw new FormatException("no epoch has the number " + epoch);
    }
    return new ObjectHead(type, epoch);
  }

  /** Decodes it and refuses every other type. */
  public static ObjectHead parse(byte[] object, ObjectType expected) throws FormatException {
    ObjectHead head = parse(object);
    if (head.type() != expected) {
      throw new FormatException("the object is of type " + head.type() + ", not " + expected);
    }
    return head;
  }
}

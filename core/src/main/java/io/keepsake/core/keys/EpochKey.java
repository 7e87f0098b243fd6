package io.keepsake.core.keys;

import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.ObjectHead;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.keys.KeyException.Kind;
import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.CryptoSuite;
import io.keepsake.core.spi.crypto.Secret;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The data key under which the objects of one epoch are sealed. Closing overwrites it.
 *
 * @param number from 1; new objects are written under the highest
 * @param dataKey 32 bytes
 */
public record EpochKey(int number, Secret dataKey) implements AutoCloseable {

  /** Number of bytes of the object that holds it. */
  public static final int OBJECT_BYTES = ObjectHead.BYTES + KeySlot.WRAPPED_BYTES;

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException if one is out of bounds
   */
  public EpochKey {
    if (number < 1 || dataKey.length() != CryptoSuite.KEY_BYTES) {
      throw new IllegalArgumentException("No key of an epoch: number " + number);
    }
  }

  /** A random key. */
  public static EpochKey generate(VaultKeys keys, int number) {
    return new EpochKey(number, keys.suite().generateKey());
  }

  /**
   * The bytes to store as {@code keys/<epoch>-<hash>}. Every call gives others, that open to the
   * same key.
   */
  public byte[] wrap(VaultKeys keys) throws CryptoException {
    ObjectHead head = new ObjectHead(ObjectType.EPOCH_KEY, number);
    byte[] wrapped = keys.suite().wrap(keys.epoch(), dataKey, head.associatedData(keys.vault()));
    return ByteBuffer.allocate(ObjectHead.BYTES + wrapped.length)
        .put(head.toBytes())
        .put(wrapped)
        .array();
  }

  /**
   * Opens a stored key. The caller closes it.
   *
   * @throws KeyException kind {@code DAMAGED} if it is not what {@link #wrap} made for this vault
   */
  public static EpochKey unwrap(VaultKeys keys, byte[] object) throws KeyException {
    try {
      ObjectHead head = ObjectHead.parse(object, ObjectType.EPOCH_KEY);
      if (object.length != OBJECT_BYTES) {
        throw new FormatException("the key of an epoch has " + OBJECT_BYTES + " bytes");
      }
      byte[] wrapped = Arrays.copyOfRange(object, ObjectHead.BYTES, object.length);
      Secret dataKey =
          keys.suite().unwrap(keys.epoch(), wrapped, head.associatedData(keys.vault()));
      return new EpochKey(head.epoch(), dataKey);
    } catch (FormatException | CryptoException e) {
      throw new KeyException(Kind.DAMAGED, "The key of an epoch is damaged: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    dataKey.close();
  }
}

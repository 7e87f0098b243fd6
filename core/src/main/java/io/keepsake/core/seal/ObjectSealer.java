package io.keepsake.core.seal;

import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.ObjectHead;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.format.VaultId;
import io.keepsake.core.spi.crypto.StreamCipher;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Map;
import java.util.function.IntFunction;

/** Seals and opens objects of one vault: section 4 of the format. Safe for use by many threads. */
public final class ObjectSealer {

  /** Most bytes of a sealed object that is read whole. */
  public static final int MAX_OBJECT_BYTES = 128 << 20;

  private final VaultId vault;
  private final Map<Integer, StreamCipher> ciphers;
  private final int currentEpoch;

  /**
   * A sealer that opens under any of these epochs and seals under the highest.
   *
   * @param ciphers at least one, by epoch
   */
  public ObjectSealer(VaultId vault, Map<Integer, StreamCipher> ciphers) {
    this.vault = vault;
    this.ciphers = Map.copyOf(ciphers);
    this.currentEpoch = this.ciphers.keySet().stream().max(Integer::compare).orElseThrow();
  }

  /** Writes a head to {@code sink} and returns a stream that seals what is written behind it. */
  public OutputStream seal(ObjectType type, OutputStream sink) throws IOException {
    ObjectHead head = new ObjectHead(type, currentEpoch);
    sink.write(head.toBytes());
    return cipher(head).seal(sink, head.associatedData(vault));
  }

  /** A whole object with that plaintext. */
  public GrowingBuffer seal(ObjectType type, byte[] plaintext) throws IOException {
    GrowingBuffer object = new GrowingBuffer(plaintext.length + 1024);
    try (OutputStream sealing = seal(type, object)) {
      sealing.write(plaintext);
    }
    return object;
  }

  /**
   * The plaintext of a whole object.
   *
   * @throws FormatException if it is of another type or too long
   * @throws io.keepsake.core.spi.crypto.CryptoException if it is not what was sealed
   */
  public byte[] open(ObjectType type, byte[] object) throws IOException {
    return open(type, new ByteArrayChannel(object, object.length), byte[]::new).array();
  }

  /**
   * The plaintext of a whole object in an array of the caller's choice.
   *
   * @param room gives an array of at least as many bytes as it is asked for
   * @return that array, from 0 to the limit
   * @throws FormatException if it is of another type or too long
   * @throws io.keepsake.core.spi.crypto.CryptoException if it is not what was sealed
   */
  public ByteBuffer open(ObjectType type, SeekableByteChannel object, IntFunction<byte[]> room)
      throws IOException {
    try (SeekableByteChannel plain = open(type, object)) {
      long size = plain.size();
      if (size < 0 || size > MAX_OBJECT_BYTES) {
        throw new FormatException("the object is longer than the format allows");
      }
      ByteBuffer plaintext = ByteBuffer.wrap(room.apply((int) size), 0, (int) size);
      readFully(plain, 0, plaintext);
      // A read at the end authenticates the last segment even where the plaintext is empty.
      if (plain.read(ByteBuffer.allocate(1)) >= 0) {
        throw new FormatException("the object is longer than its segments tell");
      }
      return plaintext;
    }
  }

  /** The plaintext of an object as a channel, which closes {@code object} when it is closed. */
  public SeekableByteChannel open(ObjectType type, SeekableByteChannel object) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(ObjectHead.BYTES);
    readFully(object, 0, start);
    ObjectHead head = ObjectHead.parse(start.array(), type);
    return cipher(head)
        .open(new OffsetChannel(object, ObjectHead.BYTES), head.associatedData(vault));
  }

  private StreamCipher cipher(ObjectHead head) throws FormatException {
    StreamCipher cipher = ciphers.get(head.epoch());
    if (cipher == null) {
      throw new FormatException(
          "the vault had no key of epoch %d when it was opened; open it again if its keys were rotated since"
              .formatted(head.epoch()));
    }
    return cipher;
  }

  /** Fills a buffer from a position on. */
  public static void readFully(SeekableByteChannel channel, long position, ByteBuffer target)
      throws IOException {
    channel.position(position);
    while (target.hasRemaining()) {
      if (channel.read(target) < 0) {
        throw new FormatException("the object ends too early");
      }
    }
    target.flip();
  }
}

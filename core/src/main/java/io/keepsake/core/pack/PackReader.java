package io.keepsake.core.pack;

import io.keepsake.core.format.CborReader;
import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.format.PackDirectory;
import io.keepsake.core.seal.ObjectSealer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Reads a pack. Not safe for several threads. */
public final class PackReader implements AutoCloseable {

  private final SeekableByteChannel plain;

  /**
   * Opens a pack.
   *
   * @param object all of its bytes; closed with the reader
   */
  public PackReader(ObjectSealer sealer, ObjectType type, SeekableByteChannel object)
      throws IOException {
    this.plain = sealer.open(type, object);
  }

  /** Reads the directory at its end. */
  public PackDirectory directory() throws IOException {
    return directory(plain);
  }

  /** Reads the directory at the end of a pack's plaintext. */
  public static PackDirectory directory(SeekableByteChannel plain) throws IOException {
    long size = plain.size();
    if (size < 4) {
      throw new FormatException("the pack is too short for a directory");
    }
    ByteBuffer tail = ByteBuffer.allocate(4);
    ObjectSealer.readFully(plain, size - 4, tail);
    int length = tail.getInt();
    if (length < 1 || length > size - 4) {
      throw new FormatException("the pack's directory has an impossible length: " + length);
    }
    ByteBuffer encoded = ByteBuffer.allocate(length);
    ObjectSealer.readFully(plain, size - 4 - length, encoded);
    CborReader in = new CborReader(encoded.array());
    PackDirectory directory = PackDirectory.read(in);
    in.expectEnd();
    long blocks = 0;
    for (PackDirectory.Block block : directory.blocks()) {
      blocks += block.storedLength();
    }
    if (blocks != size - 4 - length) {
      throw new FormatException("the pack's blocks do not fill it");
    }
    return directory;
  }

  /** Reads the stored bytes of a block. */
  public byte[] block(long offset, int storedLength) throws IOException {
    ByteBuffer stored = ByteBuffer.allocate(storedLength);
    ObjectSealer.readFully(plain, offset, stored);
    return stored.array();
  }

  @Override
  public void close() throws IOException {
    plain.close();
  }
}

package io.keepsake.core.pack;

import io.keepsake.core.format.CborWriter;
import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.format.PackDirectory;
import io.keepsake.core.seal.GrowingBuffer;
import io.keepsake.core.seal.ObjectSealer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds one pack, sealing as blocks come in, so that only the sealed bytes are in memory. Not safe
 * for several threads.
 */
public final class PackBuilder {

  /** A pack is closed at this many bytes. */
  public static final int TARGET_BYTES = 32 << 20;

  private final ObjectSealer sealer;
  private final ObjectType type;
  private final GrowingBuffer object;
  private final OutputStream sealing;
  private final List<PackDirectory.Block> blocks = new ArrayList<>();

  /**
   * Begins a pack.
   *
   * @param object where its bytes go; must be empty and be left alone until the pack is stored
   */
  public PackBuilder(ObjectSealer sealer, ObjectType type, GrowingBuffer object)
      throws IOException {
    this.sealer = sealer;
    this.type = type;
    this.object = object;
    this.sealing = sealer.seal(type, object);
  }

  /** Adds a block. */
  public void add(EncodedBlock block) throws IOException {
    sealing.write(block.stored(), 0, block.entry().storedLength());
    blocks.add(block.entry());
  }

  /** Bytes so far, about. */
  public int size() {
    return object.size();
  }

  /**
   * Ends the pack and opens it again, so that what memory or processor spoiled is found before the
   * source is believed to be safe.
   */
  public FinishedPack finish() throws IOException {
    PackDirectory directory = new PackDirectory(blocks);
    CborWriter encoded = new CborWriter();
    directory.write(encoded);
    sealing.write(encoded.toBytes());
    sealing.write(ByteBuffer.allocate(4).putInt(encoded.size()).array());
    sealing.close();
    check(encoded);
    return new FinishedPack(object.sha256(), type, object, directory);
  }

  private void check(CborWriter directory) throws IOException {
    long expected = directory.size() + 4L;
    for (PackDirectory.Block block : blocks) {
      expected += block.storedLength();
    }
    ByteBuffer scratch = ByteBuffer.allocate(1 << 20);
    long found = 0;
    try (SeekableByteChannel plain = sealer.open(type, object.channel())) {
      for (int count = plain.read(scratch); count >= 0; count = plain.read(scratch)) {
        found += count;
        scratch.clear();
      }
    }
    if (found != expected) {
      throw new FormatException(
          "a pack just sealed opens with " + found + " bytes, not " + expected);
    }
  }
}

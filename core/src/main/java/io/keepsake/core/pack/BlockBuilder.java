package io.keepsake.core.pack;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.PackDirectory.Block;
import io.keepsake.core.format.PackDirectory.Codec;
import java.io.IOException;
import java.util.Arrays;

/**
 * Joins chunks into blocks. Small chunks share a block, so that they compress together; a large one
 * has a block of its own. Not safe for several threads: each worker has one.
 */
public final class BlockBuilder implements AutoCloseable {

  /** Where finished blocks go. */
  @FunctionalInterface
  public interface Sink {
    /** Takes a block, whose bytes are valid until this returns. May wait for room. */
    void accept(EncodedBlock block) throws IOException;
  }

  /** Blocks are closed at this many bytes. */
  private static final int TARGET_BYTES = 1 << 20;

  private final BlockEncoder encoder;
  private final Sink sink;
  private byte[] raw = new byte[TARGET_BYTES];
  private int rawLength;
  private byte[] ids = new byte[64 * Hash.BYTES];
  private int[] lengths = new int[64];
  private int chunks;

  /**
   * A builder with nothing in it.
   *
   * @param level of zstd, 1 to 19
   */
  public BlockBuilder(int level, Sink sink) {
    this.encoder = new BlockEncoder(level);
    this.sink = sink;
  }

  /** Adds a chunk; its bytes are copied. */
  public void add(byte[] data, int offset, int length, Hash id) throws IOException {
    if (chunks > 0 && rawLength + length > TARGET_BYTES) {
      flush();
    }
    if (raw.length < length) {
      raw = new byte[length];
    }
    if (chunks == lengths.length) {
      lengths = Arrays.copyOf(lengths, 2 * chunks);
      ids = Arrays.copyOf(ids, 2 * ids.length);
    }
    System.arraycopy(data, offset, raw, rawLength, length);
    System.arraycopy(id.bytes(), 0, ids, chunks * Hash.BYTES, Hash.BYTES);
    lengths[chunks++] = length;
    rawLength += length;
    if (rawLength >= TARGET_BYTES) {
      flush();
    }
  }

  /** Passes on what is in it, if anything. */
  public void flush() throws IOException {
    if (chunks == 0) {
      return;
    }
    Codec codec = encoder.encode(raw, rawLength);
    Block entry =
        new Block(
            codec,
            encoder.encodedLength(),
            Arrays.copyOf(ids, chunks * Hash.BYTES),
            Arrays.copyOf(lengths, chunks));
    chunks = 0;
    rawLength = 0;
    sink.accept(new EncodedBlock(entry, encoder.encoded()));
  }

  /** Frees native memory; what was not flushed is lost. */
  @Override
  public void close() {
    encoder.close();
  }
}

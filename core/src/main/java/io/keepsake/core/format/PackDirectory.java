package io.keepsake.core.format;

import java.util.ArrayList;
import java.util.List;

/**
 * What a pack holds, block by block.
 *
 * @param blocks in the order they are stored
 */
public record PackDirectory(List<Block> blocks) {

  /** Most bytes of a block's joined chunks. */
  public static final int MAX_BLOCK_BYTES = 16 << 20;

  /** Copies the list. */
  public PackDirectory {
    blocks = List.copyOf(blocks);
  }

  /** How a block's chunks are stored. */
  public enum Codec {
    /** As they are. */
    STORED(0),
    /** As one zstd frame. */
    ZSTD(1);

    private final int code;

    Codec(int code) {
      this.code = code;
    }

    /** Its number in the directory. */
    int code() {
      return code;
    }
  }

  /**
   * One block.
   *
   * @param codec how it is stored
   * @param storedLength bytes in the pack
   * @param ids the chunks' ids joined
   * @param lengths the chunks' plaintext lengths; not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // there are millions of them; never compared
  public record Block(Codec codec, int storedLength, byte[] ids, int[] lengths) {

    /** Bytes of the joined chunks. */
    public int rawLength() {
      int sum = 0;
      for (int length : lengths) {
        sum += length;
      }
      return sum;
    }

    /** Number of chunks. */
    public int chunks() {
      return lengths.length;
    }
  }

  /** Appends the encoded directory. */
  public void write(CborWriter out) {
    out.array(blocks.size());
    for (Block block : blocks) {
      out.array(4).integer(block.codec().code()).integer(block.storedLength());
      out.bytes(block.ids()).array(block.lengths().length);
      for (int length : block.lengths()) {
        out.integer(length);
      }
    }
  }

  /** Decodes a directory. */
  public static PackDirectory read(CborReader in) throws FormatException {
    int count = in.array();
    List<Block> blocks = new ArrayList<>(Math.min(count, 4096));
    for (int i = 0; i < count; i++) {
      blocks.add(readBlock(in));
    }
    return new PackDirectory(blocks);
  }

  private static Block readBlock(CborReader in) throws FormatException {
    in.array(4);
    Codec codec = in.unsigned(1) == 0 ? Codec.STORED : Codec.ZSTD;
    int storedLength = in.unsigned(1 << 26);
    byte[] ids = in.bytes();
    int[] lengths = new int[in.array()];
    if (lengths.length == 0 || ids.length != lengths.length * Hash.BYTES) {
      throw new FormatException("a block has " + lengths.length + " lengths but other ids");
    }
    long sum = 0;
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = in.unsigned(MAX_BLOCK_BYTES);
      sum += lengths[i];
    }
    if (sum > MAX_BLOCK_BYTES || (codec == Codec.STORED && sum != storedLength)) {
      throw new FormatException("a block's lengths do not fit together");
    }
    return new Block(codec, storedLength, ids, lengths);
  }
}

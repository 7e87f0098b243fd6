package io.keepsake.core.pack;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.PackDirectory;

/** Undoes what a block encoder did. Not safe for several threads: each worker has one. */
public final class BlockDecoder implements AutoCloseable {

  private final ZstdDecompressCtx context = new ZstdDecompressCtx();
  private byte[] target = new byte[0];

  /**
   * The joined chunks of a block.
   *
   * @return an array that the next call overwrites, longer than needed perhaps
   * @throws FormatException if the block does not hold what its directory says
   */
  public byte[] decode(PackDirectory.Codec codec, byte[] stored, int rawLength)
      throws FormatException {
    if (codec == PackDirectory.Codec.STORED) {
      if (stored.length != rawLength) {
        throw new FormatException("a stored block has another length than its chunks");
      }
      return stored;
    }
    return unpack(stored, 0, stored.length, rawLength);
  }

  /**
   * The joined chunks of a compressed block.
   *
   * @return an array that the next call overwrites, longer than needed perhaps
   * @throws FormatException if the block does not hold what its directory says
   */
  public byte[] unpack(byte[] source, int offset, int length, int rawLength)
      throws FormatException {
    requireOneFrame(source, offset, length);
    if (target.length < rawLength) {
      target = new byte[rawLength];
    }
    try {
      int found = context.decompressByteArray(target, 0, rawLength, source, offset, length);
      if (found != rawLength) {
        throw new FormatException("a block unpacks to " + found + " bytes, not " + rawLength);
      }
      return target;
    } catch (ZstdException e) {
      throw new FormatException("a block cannot be unpacked: " + e.getMessage());
    }
  }

  /** The decompressor would take several, and the format has one, so that a block is one thing. */
  private static void requireOneFrame(byte[] source, int offset, int length)
      throws FormatException {
    try {
      if (length > 0 && Zstd.findFrameCompressedSize(source, offset, length) == length) {
        return;
      }
    } catch (ZstdException e) {
      throw new FormatException("a block is not one zstd frame: " + e.getMessage());
    }
    throw new FormatException("a block is not one zstd frame");
  }

  @Override
  public void close() {
    context.close();
  }
}

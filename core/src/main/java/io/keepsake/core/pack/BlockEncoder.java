package io.keepsake.core.pack;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.keepsake.core.format.PackDirectory.Codec;

/**
 * Compresses the joined chunks of a block, unless a probe says that they do not compress (JPEG,
 * H.264, archives). Not safe for several threads: each worker has one.
 */
final class BlockEncoder implements AutoCloseable {

  /** Three samples of this many bytes are tried first. */
  private static final int SAMPLE_BYTES = 8 << 10;

  /** Below this length a probe costs as much as the compression. */
  private static final int LEAST_PROBED = 128 << 10;

  /** What compression must save at the least to be worth undoing, in 1/64. */
  private static final int LEAST_SAVING = 2;

  private final ZstdCompressCtx context = new ZstdCompressCtx();
  private final ZstdCompressCtx probe = new ZstdCompressCtx();
  private final byte[] sample = new byte[3 * SAMPLE_BYTES];
  private byte[] target = new byte[0];
  private int encodedLength;

  BlockEncoder(int level) {
    context.setLevel(level);
    context.setContentSize(true);
    context.setChecksum(false);
    probe.setLevel(1);
  }

  /** Compresses the first {@code length} bytes; the result is in {@link #encoded()}. */
  Codec encode(byte[] raw, int length) {
    if (length >= LEAST_PROBED && !compresses(raw, length)) {
      return store(raw, length);
    }
    int bound = Math.toIntExact(Zstd.compressBound(length));
    if (target.length < bound) {
      target = new byte[bound];
    }
    encodedLength = context.compressByteArray(target, 0, bound, raw, 0, length);
    return worthwhile(encodedLength, length) ? Codec.ZSTD : store(raw, length);
  }

  private Codec store(byte[] raw, int length) {
    if (target.length < length) {
      target = new byte[length];
    }
    System.arraycopy(raw, 0, target, 0, length);
    encodedLength = length;
    return Codec.STORED;
  }

  private boolean compresses(byte[] raw, int length) {
    for (int i = 0; i < 3; i++) {
      int offset = (int) ((long) (length - SAMPLE_BYTES) * i / 2);
      System.arraycopy(raw, offset, sample, i * SAMPLE_BYTES, SAMPLE_BYTES);
    }
    return worthwhile(probe.compress(sample).length, sample.length);
  }

  private static boolean worthwhile(int compressed, int raw) {
    return compressed <= raw - (long) raw * LEAST_SAVING / 64;
  }

  /** The last result, from 0 to {@link #encodedLength()}; the next call overwrites it. */
  byte[] encoded() {
    return target;
  }

  /** Length of the last result. */
  int encodedLength() {
    return encodedLength;
  }

  @Override
  public void close() {
    context.close();
    probe.close();
  }
}

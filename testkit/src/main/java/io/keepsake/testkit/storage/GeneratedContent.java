package io.keepsake.testkit.storage;

import io.keepsake.core.spi.storage.BlockInputStream;
import io.keepsake.core.spi.storage.ObjectContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Content of any size that does not compress and takes no memory; the same for the same arguments.
 *
 * @param seed what tells two contents apart
 */
record GeneratedContent(long length, long seed) implements ObjectContent {

  private static final int BLOCK = 64 << 10;

  @Override
  public InputStream open() {
    return new Stream(this, 0);
  }

  /** Whether a stream holds these bytes from an offset on, {@code count} of them and no more. */
  boolean matches(InputStream in, long offset, long count) throws IOException {
    try (Stream expected = new Stream(this, offset)) {
      byte[] mine = new byte[BLOCK];
      byte[] theirs = new byte[BLOCK];
      long rest = count;
      while (rest > 0) {
        int wanted = (int) Math.min(BLOCK, rest);
        expected.readNBytes(mine, 0, wanted);
        if (in.readNBytes(theirs, 0, wanted) < wanted
            || !Arrays.equals(mine, 0, wanted, theirs, 0, wanted)) {
          return false;
        }
        rest -= wanted;
      }
      return in.read() < 0;
    }
  }

  private static final class Stream extends BlockInputStream {
    private final GeneratedContent content;
    private final byte[] block = new byte[BLOCK];
    private long blockNumber = -1;
    private long position;

    Stream(GeneratedContent content, long position) {
      this.content = content;
      this.position = position;
    }

    @Override
    protected int readBlock(byte[] target, int offset, int length) {
      if (position >= content.length()) {
        return -1;
      }
      if (position / BLOCK != blockNumber) {
        blockNumber = position / BLOCK;
        new SplittableRandom(content.seed() + blockNumber * 31).nextBytes(block);
      }
      int within = (int) (position % BLOCK);
      int count = (int) Math.min(Math.min(length, BLOCK - within), content.length() - position);
      System.arraycopy(block, within, target, offset, count);
      position += count;
      return count;
    }
  }
}

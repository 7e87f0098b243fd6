package io.keepsake.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Bytes to measure with, the same in each run. */
final class Samples {

  private static final byte[][] WORDS = words();

  private Samples() {}

  /** Bytes that do not compress, as of photographs and films. */
  static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(1).nextBytes(bytes);
    return bytes;
  }

  /** Words in a random order: bytes that zstd halves or better, as of source code and documents. */
  static byte[] text(int length) {
    SplittableRandom random = new SplittableRandom(2);
    byte[] bytes = new byte[length];
    int filled = 0;
    while (filled < length) {
      byte[] word = WORDS[random.nextInt(WORDS.length)];
      int part = Math.min(word.length, length - filled);
      System.arraycopy(word, 0, bytes, filled, part);
      filled += part;
    }
    return bytes;
  }

  private static byte[][] words() {
    SplittableRandom random = new SplittableRandom(3);
    byte[][] words = new byte[4096][];
    for (int i = 0; i < words.length; i++) {
      StringBuilder word = new StringBuilder();
      for (int letters = random.nextInt(2, 12); letters > 0; letters--) {
        word.append((char) random.nextInt('a', 'z' + 1));
      }
      words[i] = word.append(' ').toString().getBytes(StandardCharsets.US_ASCII);
    }
    return words;
  }
}

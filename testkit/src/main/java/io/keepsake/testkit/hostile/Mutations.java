package io.keepsake.testkit.hostile;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Inputs that are much like those of a corpus, which gets them past the first checks of what reads
 * them. The same seed gives the same ones for ever.
 *
 * @param corpus what is changed; not empty
 * @param random where chance comes from
 */
record Mutations(List<byte[]> corpus, RandomGenerator random) {

  private static final int MOST_CHANGES = 6;
  private static final int MOST_REPEATED = 4 << 10;
  private static final int LONGEST = 64 << 10;

  /** Lengths and counts where sums overflow, or arrays get too large, if nobody minds. */
  private static final byte[][] EXTREMES = {
    {0, 0, 0, 0},
    {-1, -1, -1, -1},
    {0x7f, -1, -1, -1},
    {(byte) 0x80, 0, 0, 0},
    {0x1a, 0x7f, -1, -1, -1},
    {0x1b, 0x7f, -1, -1, -1, -1, -1, -1, -1},
    {(byte) 0x9a, 0, 0x10, 0, 0},
    {'9', '2', '2', '3', '3', '7', '2', '0', '3', '6', '8', '5', '4', '7', '7', '5', '8', '0', '8'},
    {'-', '1'},
    {'1', 'e', '9', '9', '9'},
    {'n', 'u', 'l', 'l'},
    {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
  };

  Mutations {
    corpus = List.copyOf(corpus);
  }

  /** Another input. */
  byte[] next() {
    byte[] input = any().clone();
    int changes = 1 + random.nextInt(MOST_CHANGES);
    for (int i = 0; i < changes; i++) {
      input = changed(input);
    }
    return input.length <= LONGEST ? input : Arrays.copyOf(input, LONGEST);
  }

  private byte[] any() {
    return corpus.get(random.nextInt(corpus.size()));
  }

  private byte[] changed(byte[] input) {
    int at = random.nextInt(input.length + 1);
    int to = at + random.nextInt(Math.min(input.length - at, 64) + 1);
    return switch (random.nextInt(9)) {
      case 0 -> flipped(input);
      case 1 -> replaced(input, at, Math.min(at + 1, input.length), some(1));
      case 2 -> replaced(input, at, at, some(1 + random.nextInt(8)));
      case 3 -> replaced(input, at, to, new byte[0]);
      case 4 -> replaced(input, at, to, EXTREMES[random.nextInt(EXTREMES.length)]);
      case 5 -> replaced(input, at, to, piece(any()));
      case 6 -> replaced(input, at, at, repeated(Arrays.copyOfRange(input, at, to)));
      case 7 -> Arrays.copyOf(input, at);
      default -> replaced(input, at, input.length, tail(any()));
    };
  }

  private byte[] flipped(byte[] input) {
    byte[] flipped = input.clone();
    if (input.length > 0) {
      flipped[random.nextInt(input.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private byte[] some(int count) {
    byte[] some = new byte[count];
    random.nextBytes(some);
    return some;
  }

  private byte[] piece(byte[] from) {
    int at = random.nextInt(from.length + 1);
    return Arrays.copyOfRange(from, at, at + random.nextInt(from.length - at + 1));
  }

  private byte[] tail(byte[] from) {
    return Arrays.copyOfRange(from, random.nextInt(from.length + 1), from.length);
  }

  /** Twice mostly, but often enough now and then for what calls itself to run out of stack. */
  private byte[] repeated(byte[] piece) {
    int times = random.nextInt(4) == 0 ? random.nextInt(MOST_REPEATED) : 2;
    byte[] all = new byte[Math.min(piece.length * times, LONGEST)];
    for (int i = 0; i < all.length; i++) {
      all[i] = piece[i % piece.length];
    }
    return all;
  }

  private static byte[] replaced(byte[] input, int from, int to, byte[] by) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(input, 0, from);
    out.writeBytes(by);
    out.write(input, to, input.length - to);
    return out.toByteArray();
  }
}

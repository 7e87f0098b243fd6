package io.keepsake.core.chunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.crypto.KeyedHash;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChunkerTest {

  private static final ChunkingParameters SMALL = new ChunkingParameters(64, 256, 1024);

  static KeyedHash hmac(int seed) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) seed);
    return (data, offset, length) -> {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update(data, offset, length);
        return mac.doFinal();
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    };
  }

  private static final Chunker CHUNKER = new Chunker(new GearTable(hmac(1)), SMALL);

  private static List<Integer> cuts(Chunker chunker, byte[] data) {
    List<Integer> cuts = new ArrayList<>();
    int position = 0;
    while (position < data.length) {
      position += chunker.cut(data, position, data.length - position);
      cuts.add(position);
    }
    return cuts;
  }

  private static byte[] random(long seed, int length) {
    byte[] data = new byte[length];
    new Random(seed).nextBytes(data);
    return data;
  }

  @Property(tries = 200)
  void chunksStayWithinBounds(@ForAll long seed, @ForAll @IntRange(max = 20_000) int length) {
    byte[] data = random(seed, length);
    int last = 0;
    for (int cut : cuts(CHUNKER, data)) {
      int size = cut - last;
      assertTrue(size <= SMALL.maximum());
      assertTrue(size >= SMALL.minimum() || cut == length);
      last = cut;
    }
    assertEquals(length, last);
  }

  @Test
  void anInsertionMovesFewCuts() {
    byte[] data = random(3, 200_000);
    byte[] inserted = new byte[data.length + 1];
    System.arraycopy(data, 0, inserted, 0, 5_000);
    System.arraycopy(data, 5_000, inserted, 5_001, data.length - 5_000);
    Set<Integer> before = new HashSet<>(cuts(CHUNKER, data));
    List<Integer> after = cuts(CHUNKER, inserted);
    long kept = after.stream().filter(cut -> before.contains(cut > 5_000 ? cut - 1 : cut)).count();
    assertTrue(after.size() - kept < 12, (after.size() - kept) + " of " + after.size() + " moved");
  }

  @Test
  void theAverageIsNearWhatWasAskedFor() {
    int count = cuts(CHUNKER, random(4, 4_000_000)).size();
    int average = 4_000_000 / count;
    assertTrue(average > 180 && average < 380, "average " + average);
  }

  @Test
  void anotherKeyCutsElsewhere() {
    byte[] data = random(5, 50_000);
    Chunker other = new Chunker(new GearTable(hmac(2)), SMALL);
    assertNotEquals(cuts(CHUNKER, data), cuts(other, data));
  }

  @Test
  void shortContentIsOneChunk() {
    assertEquals(SMALL.minimum(), CHUNKER.cut(new byte[64], 0, 64));
    assertEquals(1, CHUNKER.cut(new byte[64], 3, 1));
  }
}

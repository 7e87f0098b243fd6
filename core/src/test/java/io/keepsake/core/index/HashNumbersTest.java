package io.keepsake.core.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.format.Hash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HashNumbersTest {

  private static Hash random(Random random) {
    byte[] bytes = new byte[Hash.BYTES];
    random.nextBytes(bytes);
    return Hash.of(bytes);
  }

  @Test
  void numbersHashesInTheOrderTheyCome() {
    Random random = new Random(1);
    HashNumbers numbers = new HashNumbers();
    List<Hash> hashes = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      hashes.add(random(random));
      assertEquals(i, numbers.add(hashes.get(i)));
      assertEquals(i / 2, numbers.add(hashes.get(i / 2)), "it has its number already");
    }
    assertEquals(5_000, numbers.size());
    for (int i = 0; i < 5_000; i++) {
      assertEquals(hashes.get(i), numbers.get(i));
      assertEquals(i, numbers.numberOf(hashes.get(i)));
    }
    assertEquals(HashNumbers.ABSENT, numbers.numberOf(random(random)));
    assertFalse(numbers.contains(random(random)));
    assertThrows(IndexOutOfBoundsException.class, () -> numbers.get(5_000));
    assertThrows(IndexOutOfBoundsException.class, () -> numbers.get(-1));
  }

  @Test
  void hashesThatDifferInOneByteAreOthers() {
    byte[] bytes = new byte[Hash.BYTES];
    HashNumbers numbers = new HashNumbers();
    numbers.add(Hash.of(bytes));
    for (int i = 0; i < Hash.BYTES; i++) {
      byte[] other = Arrays.copyOf(bytes, bytes.length);
      other[i] = 1;
      assertFalse(numbers.contains(Hash.of(other)));
      assertEquals(1 + i, numbers.add(Hash.of(other)));
    }
    assertTrue(numbers.contains(Hash.of(bytes)));
  }

  /** Of hashes that share what a simple function takes of them, each look-up would see them all. */
  @Test
  @Timeout(60)
  void isNotSlowForHashesOfAnAttacker() {
    HashNumbers numbers = new HashNumbers();
    assertEquals(Hash.of(alike(1)).hashCode(), Hash.of(alike(199_999)).hashCode());
    int count = 200_000;
    for (int i = 0; i < count; i++) {
      assertEquals(i, numbers.add(Hash.of(alike(i))));
    }
    for (int i = 0; i < count; i++) {
      assertEquals(i, numbers.numberOf(Hash.of(alike(i))));
    }
  }

  /** All of these have the same hash code: what one byte is more, 31 times, the next is less. */
  private static byte[] alike(int number) {
    byte[] bytes = new byte[Hash.BYTES];
    for (int pair = 0; pair < Hash.BYTES / 2; pair++) {
      int digit = (int) (((long) number >>> (3 * pair)) & 7);
      bytes[2 * pair] = (byte) digit;
      bytes[2 * pair + 1] = (byte) (127 - 31 * digit);
    }
    return bytes;
  }
}

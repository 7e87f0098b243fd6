package io.keepsake.core.index;

import io.keepsake.core.format.Hash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Hashes and their numbers, from 0 in the order in which they were added, in about 40 bytes of
 * memory each: so that a caller can keep bit sets and arrays beside them. Hashes may come from an
 * attacker: they are compared whole, and which ones meet in the table depends on secret numbers.
 *
 * <p>Several threads may read while none adds.
 */
public final class HashNumbers {

  /** The number of a hash that was not added. */
  public static final int ABSENT = -1;

  private static final int PAGE_BITS = 10;
  private static final int PAGE = 1 << PAGE_BITS;
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final List<byte[]> pages = new ArrayList<>();
  private final long[] secrets = new long[1 + Hash.BYTES / Integer.BYTES];

  /** Numbers plus one by open addressing; 0 is free. Always some are. */
  private int[] slots = new int[64];

  private int size;

  /** No hashes. */
  public HashNumbers() {
    SecureRandom random = new SecureRandom();
    Arrays.setAll(secrets, _ -> random.nextLong());
  }

  /** Adds a hash if it is new; answers its number. */
  public int add(Hash hash) {
    int slot = slot(hash.bytes(), 0);
    if (slots[slot] == 0) {
      if (size >= slots.length - (slots.length >> 2)) {
        grow();
        slot = slot(hash.bytes(), 0);
      }
      if (size >>> PAGE_BITS == pages.size()) {
        pages.add(new byte[PAGE * Hash.BYTES]);
      }
      System.arraycopy(hash.bytes(), 0, page(size), offset(size), Hash.BYTES);
      slots[slot] = ++size;
    }
    return slots[slot] - 1;
  }

  /** Adds a hash; whether it is new. */
  public boolean addIfAbsent(Hash hash) {
    int before = size;
    add(hash);
    return size > before;
  }

  /** The number of a hash, or {@link #ABSENT}. */
  public int numberOf(Hash hash) {
    return slots[slot(hash.bytes(), 0)] - 1;
  }

  /** Whether a hash was added. */
  public boolean contains(Hash hash) {
    return numberOf(hash) != ABSENT;
  }

  /**
   * The hash of that number.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public Hash get(int number) {
    if (number < 0 || number >= size) {
      throw new IndexOutOfBoundsException("There are " + size + " hashes and none of " + number);
    }
    return Hash.at(page(number), number & (PAGE - 1));
  }

  /** How many there are: all numbers are smaller. */
  public int size() {
    return size;
  }

  private byte[] page(int number) {
    return pages.get(number >>> PAGE_BITS);
  }

  private static int offset(int number) {
    return (number & (PAGE - 1)) * Hash.BYTES;
  }

  /** Where a hash is, or else where it would be. */
  private int slot(byte[] joined, int offset) {
    int slot = firstSlot(joined, offset);
    while (slots[slot] != 0 && !isAt(slots[slot] - 1, joined, offset)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private boolean isAt(int number, byte[] joined, int offset) {
    int start = offset(number);
    return Arrays.equals(
        page(number), start, start + Hash.BYTES, joined, offset, offset + Hash.BYTES);
  }

  /**
   * Multiply-shift for vectors: whoever does not know the secrets cannot make hashes meet. M.
   * Thorup, "High Speed Hashing for Integers and Strings", arXiv 1504.06804, section 3.5.
   */
  private int firstSlot(byte[] joined, int offset) {
    long sum = secrets[0];
    for (int i = 1; i < secrets.length; i++) {
      int word = (int) INTS.get(joined, offset + (i - 1) * Integer.BYTES);
      sum += secrets[i] * Integer.toUnsignedLong(word);
    }
    return (int) (sum >>> (Long.SIZE - Integer.numberOfTrailingZeros(slots.length)));
  }

  private void grow() {
    int more = Math.multiplyExact(2, slots.length);
    slots = new int[0]; // not needed to make the new ones of, so there is never memory for both
    slots = new int[more];
    for (int number = 0; number < size; number++) {
      slots[slot(page(number), offset(number))] = number + 1;
    }
  }
}

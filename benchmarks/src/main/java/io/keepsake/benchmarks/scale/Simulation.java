package io.keepsake.benchmarks.scale;

import io.keepsake.core.format.Hash;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/**
 * Which data packs and chunks a vault is said to have. All of it is worked out from numbers when it
 * is asked for, so that it takes no memory.
 *
 * <p>Pack p holds the chunks 32p to 32p + 31. The hashes of packs are evenly spread, and those of
 * packs that follow each other are far apart, as hashes of contents would be.
 */
final class Simulation {

  /** Chunks of each pack, which makes it about as long as those of backups. */
  static final int CHUNKS_A_PACK = 32;

  /** One run of unused packs is in so many; no multiple of the packs of an index object. */
  private static final int PERIOD = 1_600;

  private static final int UNUSED_FROM = 120;
  private static final int UNUSED_TO = 136;

  private static final int LEAST_BYTES = 512 << 10;
  private static final int SPREAD_BYTES = 1 << 20;
  private static final int PACK_OVERHEAD = 2_048;

  /** 2^64 divided by the golden ratio: multiples of it are spread evenly. */
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private static final long CHUNK_IDS = 0x2545f4914f6cdd1dL;
  private static final long PACK_HASHES = 0x6a09e667f3bcc909L;

  private final int packs;
  private final long step;
  private final long factor;
  private final long inverse;

  /**
   * A vault of at least so many chunks.
   *
   * @param chunks 10,000 or more, so that some packs are unused; full packs are made of it
   */
  Simulation(long chunks) {
    if (chunks < 10_000 || chunks > 1L << 32) {
      throw new IllegalArgumentException("10,000 to 4,294,967,296 chunks can be simulated");
    }
    packs = Math.toIntExact((chunks + CHUNKS_A_PACK - 1) / CHUNKS_A_PACK);
    step = Long.divideUnsigned(-1L, packs);
    factor = coprime((long) (packs * 0.6180339887), packs);
    inverse = BigInteger.valueOf(factor).modInverse(BigInteger.valueOf(packs)).longValueExact();
  }

  private static long coprime(long from, long other) {
    long found = Math.max(1, from);
    while (!BigInteger.valueOf(found).gcd(BigInteger.valueOf(other)).equals(BigInteger.ONE)) {
      found++;
    }
    return found;
  }

  /** Number of data packs. */
  int packs() {
    return packs;
  }

  /** Number of chunks. */
  long chunks() {
    return (long) packs * CHUNKS_A_PACK;
  }

  /** Whether snapshots refer to all chunks of a pack, and not to none. */
  boolean isNeeded(int pack) {
    int place = pack % PERIOD;
    return place < UNUSED_FROM || place >= UNUSED_TO;
  }

  /** Writes the id of a chunk. */
  void id(long chunk, ByteBuffer to) {
    write(CHUNK_IDS, chunk, mix(CHUNK_IDS + GOLDEN * chunk), to);
  }

  /** Bytes of a chunk. */
  int length(long chunk) {
    return LEAST_BYTES + (int) (mix(GOLDEN * chunk) >>> 44) % SPREAD_BYTES;
  }

  /** Bytes of a pack, which is not compressed. */
  long packLength(int pack) {
    long sum = PACK_OVERHEAD;
    for (int i = 0; i < CHUNKS_A_PACK; i++) {
      sum += length((long) pack * CHUNKS_A_PACK + i);
    }
    return sum;
  }

  /** The hash of a pack. */
  Hash hash(int pack) {
    return hashAt(place(pack));
  }

  /** The hash that is at that place among all, in ascending order. */
  Hash hashAt(int place) {
    ByteBuffer bytes = ByteBuffer.allocate(Hash.BYTES);
    long within = Long.remainderUnsigned(mix(PACK_HASHES + GOLDEN * place), step);
    write(PACK_HASHES, place, place * step + within, bytes);
    return Hash.of(bytes.array());
  }

  /** The place of a pack's hash among all. */
  int place(int pack) {
    return (int) (pack * factor % packs);
  }

  /** The pack whose hash is at that place. */
  int packAt(int place) {
    return (int) (place * inverse % packs);
  }

  /** The place of a hash; empty if it is not that of a data pack. */
  OptionalInt find(Hash hash) {
    long place = Long.divideUnsigned(ByteBuffer.wrap(hash.bytes()).getLong(), step);
    return place >= 0 && place < packs && hashAt((int) place).equals(hash)
        ? OptionalInt.of((int) place)
        : OptionalInt.empty();
  }

  private static void write(long kind, long number, long first, ByteBuffer to) {
    to.putLong(first);
    for (int i = 1; i < Hash.BYTES / Long.BYTES; i++) {
      to.putLong(mix(mix(kind + i) + GOLDEN * number));
    }
  }

  /**
   * Sebastiano Vigna's SplitMix64, by Guy Steele and others ("Fast splittable pseudorandom number
   * generators", 2014): one to one, so that no two chunks have one id.
   */
  private static long mix(long number) {
    long mixed = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}

package io.keepsake.core.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.IndexRecord;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.format.PackDirectory;
import io.keepsake.core.format.PackDirectory.Block;
import io.keepsake.core.format.PackDirectory.Codec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChunkIndexTest {

  private static Hash random(Random random) {
    byte[] bytes = new byte[Hash.BYTES];
    random.nextBytes(bytes);
    return Hash.of(bytes);
  }

  private static byte[] ids(Random random, int count) {
    byte[] ids = new byte[count * Hash.BYTES];
    random.nextBytes(ids);
    return ids;
  }

  private static IndexRecord record(Random random, Block... blocks) {
    return new IndexRecord(
        random(random), ObjectType.DATA_PACK, 999, new PackDirectory(List.of(blocks)));
  }

  @Test
  void findsEveryChunkWhereItIs() throws IOException {
    Random random = new Random(1);
    ChunkIndex index = new ChunkIndex();
    List<byte[]> all = new ArrayList<>();
    for (int pack = 0; pack < 50; pack++) {
      byte[] first = ids(random, 100);
      byte[] second = ids(random, 1);
      int[] lengths = new int[100];
      java.util.Arrays.setAll(lengths, i -> i + 1);
      index.add(
          record(
              random,
              new Block(Codec.ZSTD, 700, first, lengths),
              new Block(Codec.STORED, 33, second, new int[] {33})));
      all.add(first);
      all.add(second);
    }
    assertEquals(50 * 101, index.chunks());
    for (int pack = 0; pack < 50; pack++) {
      for (int i = 0; i < 100; i++) {
        ChunkLocation found = index.find(all.get(2 * pack), i).orElseThrow();
        assertEquals(index.packs().get(pack), found.pack());
        assertEquals(i + 1, found.length());
        assertEquals(i * (i + 1) / 2, found.pack().chunkOffset(0, found.entry()));
      }
      ChunkLocation last = index.find(all.get(2 * pack + 1), 0).orElseThrow();
      assertEquals(1, last.block());
      assertEquals(700, last.pack().blockOffset(1));
      assertEquals(33, last.pack().blockStoredLength(1));
    }
    assertTrue(index.find(ids(random, 1), 0).isEmpty());
  }

  @Test
  void knowsAllPacksOfAChunk() throws IOException {
    Random random = new Random(3);
    ChunkIndex index = new ChunkIndex();
    byte[] twice = ids(random, 2);
    byte[] once = ids(random, 1);
    index.add(record(random, new Block(Codec.ZSTD, 700, twice, new int[] {5, 6})));
    index.add(record(random, new Block(Codec.STORED, 7, once, new int[] {7})));
    index.add(record(random, new Block(Codec.ZSTD, 800, twice, new int[] {5, 6})));
    List<IndexedPack> packs = index.packs();
    assertEquals(
        List.of(new ChunkLocation(packs.get(2), 0, 1, 6), new ChunkLocation(packs.get(0), 0, 1, 6)),
        index.findAll(twice, 1));
    assertEquals(List.of(new ChunkLocation(packs.get(1), 0, 0, 7)), index.findAll(once, 0));
    assertEquals(List.of(), index.findAll(ids(random, 1), 0));
  }

  @Test
  void aChunkIsClaimedOnce() throws Exception {
    ChunkIndex index = new ChunkIndex();
    Random random = new Random(2);
    List<Hash> hashes = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      hashes.add(random(random));
    }
    AtomicInteger claims = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> tasks = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        tasks.add(
            threads.submit(
                () ->
                    hashes.forEach(
                        hash -> {
                          if (index.claim(hash)) {
                            claims.incrementAndGet();
                          }
                        })));
      }
      for (Future<?> task : tasks) {
        task.get();
      }
    }
    assertEquals(10_000, claims.get());
    assertTrue(index.contains(hashes.getFirst().bytes(), 0));
    assertTrue(index.find(hashes.getFirst().bytes(), 0).isEmpty(), "claimed is not stored");
  }

  @Test
  void aStoredChunkCannotBeClaimed() throws IOException {
    Random random = new Random(3);
    byte[] ids = ids(random, 1);
    ChunkIndex index = new ChunkIndex();
    index.add(record(random, new Block(Codec.STORED, 5, ids, new int[] {5})));
    assertFalse(index.claim(Hash.at(ids, 0)));
  }
}

package io.keepsake.core.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.IndexRecord;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.format.PackDirectory;
import io.keepsake.core.format.PackDirectory.Block;
import io.keepsake.core.format.PackDirectory.Codec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Indexes and sets of which little is in memory, beside plain maps that say what is right. */
class IndexPropertiesTest {

  /** A place of a chunk, as the maps have it. */
  private record Place(Hash pack, int block, int entry, int length) {

    static Place of(ChunkLocation location) {
      return new Place(
          location.pack().hash(), location.block(), location.entry(), location.length());
    }
  }

  /** Few ids, and among them some that differ in their last bits only. */
  private static byte[] id(int number) {
    byte[] id = Hash.sha256(new byte[] {(byte) (number / 8)}, 1).bytes().clone();
    id[15] = (byte) (number % 8);
    return id;
  }

  private static byte[] joined(int[] numbers) {
    ByteBuffer ids = ByteBuffer.allocate(numbers.length * Hash.BYTES);
    Arrays.stream(numbers).forEach(number -> ids.put(id(number)));
    return ids.array();
  }

  private static IndexSpace space(int chunks) {
    return new IndexSpace(Optional.empty(), chunks);
  }

  private static IndexRecord record(Random random, Map<Integer, List<Place>> places) {
    byte[] name = new byte[Hash.BYTES];
    random.nextBytes(name);
    Hash pack = Hash.of(name);
    List<Block> blocks = new ArrayList<>();
    for (int b = random.nextInt(3); b >= 0; b--) {
      int[] numbers = random.ints(random.nextInt(5), 0, 150).distinct().toArray();
      int[] lengths = random.ints(numbers.length, 1, 1000).toArray();
      for (int i = 0; i < numbers.length; i++) {
        places
            .computeIfAbsent(numbers[i], _ -> new ArrayList<>())
            .addFirst(new Place(pack, blocks.size(), i, lengths[i]));
      }
      blocks.add(new Block(Codec.ZSTD, random.nextInt(1000), joined(numbers), lengths));
    }
    ObjectType type = random.nextBoolean() ? ObjectType.DATA_PACK : ObjectType.TREE_PACK;
    return new IndexRecord(pack, type, random.nextLong(1L << 40), new PackDirectory(blocks));
  }

  @Property(tries = 300)
  void anIndexKnowsAllPlaces(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int inMemory)
      throws IOException {
    Random random = new Random(seed);
    Map<Integer, List<Place>> places = new HashMap<>();
    Set<Integer> claimed = new HashSet<>();
    List<IndexRecord> records = new ArrayList<>();
    try (ChunkIndex index = new ChunkIndex(space(inMemory))) {
      for (int step = 0; step < 60; step++) {
        switch (random.nextInt(8)) {
          case 0 -> index.settle();
          case 1, 2 -> {
            int number = random.nextInt(150);
            boolean absent = !places.containsKey(number) && claimed.add(number);
            assertEquals(absent, index.claim(Hash.of(id(number))), () -> "claim of " + number);
          }
          case 3 -> {
            claimed.removeAll(places.keySet());
            assertEquals(places.size() + claimed.size(), index.chunks());
          }
          default -> {
            records.add(record(random, places));
            index.add(records.getLast());
          }
        }
        check(index, random.nextInt(150), places, claimed);
      }
      for (int number = 0; number < 150; number++) {
        check(index, number, places, claimed);
      }
      checkPacks(index, records);
    }
  }

  private static void check(
      ChunkIndex index, int number, Map<Integer, List<Place>> places, Set<Integer> claimed) {
    List<Place> expected = places.getOrDefault(number, List.of());
    List<ChunkLocation> found = index.findAll(id(number), 0);
    assertEquals(expected, found.stream().map(Place::of).toList());
    assertEquals(found.stream().findFirst(), index.find(id(number), 0));
    assertEquals(!found.isEmpty() || claimed.contains(number), index.contains(id(number), 0));
  }

  private static void checkPacks(ChunkIndex index, List<IndexRecord> records) {
    List<IndexedPack> packs = index.packs();
    assertEquals(records.size(), packs.size());
    for (int i = 0; i < packs.size(); i++) {
      IndexRecord record = records.get(i);
      IndexedPack pack = packs.get(i);
      List<Block> blocks = record.directory().blocks();
      assertEquals(i, pack.number());
      assertEquals(record.pack(), pack.hash());
      assertEquals(record.type(), pack.type());
      assertEquals(record.storedLength(), pack.storedLength());
      assertEquals(blocks.size(), pack.blocks());
      assertEquals(blocks.stream().mapToInt(Block::chunks).sum(), pack.chunks());
      assertEquals(blocks.stream().mapToLong(Block::rawLength).sum(), pack.rawBytes());
      int offset = 0;
      for (int b = 0; b < blocks.size(); b++) {
        assertEquals(blocks.get(b).codec(), pack.codec(b));
        assertEquals(offset, pack.blockOffset(b));
        assertEquals(blocks.get(b).storedLength(), pack.blockStoredLength(b));
        assertEquals(blocks.get(b).rawLength(), pack.blockRawLength(b));
        offset += blocks.get(b).storedLength();
      }
    }
  }

  @Property(tries = 200)
  void aSetHasWhatWasAdded(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int inMemory)
      throws IOException {
    Random random = new Random(seed);
    Set<Integer> expected = new HashSet<>();
    try (ChunkSet set = new ChunkSet(space(inMemory))) {
      for (int step = 0; step < 300; step++) {
        int number = random.nextInt(150);
        if (random.nextBoolean()) {
          assertEquals(expected.add(number), set.addIfAbsent(id(number), 0));
        } else {
          expected.add(number);
          set.add(id(number), 0);
        }
        int other = random.nextInt(150);
        assertEquals(expected.contains(other), set.contains(id(other), 0));
        if (random.nextInt(50) == 0) {
          set.settle();
        }
      }
      List<List<Long>> told = new ArrayList<>();
      set.forEach((high, low) -> told.add(List.of(high, low)));
      assertEquals(expected.size(), told.size(), "each is told once");
      assertEquals(expected.size(), Set.copyOf(told).size());
      for (int number : expected) {
        byte[] id = id(number);
        assertTrue(told.contains(List.of(ChunkIndex.high(id, 0), ChunkIndex.low(id, 0))));
      }
    }
  }

  @Property(tries = 200)
  void sumsAreWhatWasAdded(@ForAll long seed, @ForAll @IntRange(min = 1, max = 600) int inMemory)
      throws IOException {
    Random random = new Random(seed);
    Map<List<Long>, Long> expected = new HashMap<>();
    try (ChunkSums sums = new ChunkSums(space(inMemory))) {
      for (int step = 0; step < 600; step++) {
        byte[] id = id(random.nextInt(150));
        long number = random.nextInt(4) == 0 ? 7 : random.nextLong();
        sums.add(id, 0, number);
        expected.merge(List.of(ChunkIndex.high(id, 0), ChunkIndex.low(id, 0)), number, Long::sum);
      }
      Map<List<Long>, Long> told = new HashMap<>();
      sums.forEach((high, low, sum) -> assertEquals(null, told.put(List.of(high, low), sum)));
      assertEquals(expected, told);
    }
  }

  /** Packs that fill pages of a file, beside those that are larger than a page. */
  @Test
  void packsOfAllSizesAreRead() throws IOException {
    Random random = new Random(5);
    List<IndexRecord> records = new ArrayList<>();
    try (ChunkIndex index = new ChunkIndex(space(1000))) {
      for (int i = 0; i < 40; i++) {
        int chunks = i % 10 == 9 ? 100_000 : i % 10 == 8 ? 200 : 3_000;
        byte[] ids = new byte[chunks * Hash.BYTES];
        random.nextBytes(ids);
        int[] lengths = random.ints(chunks, 1, 100).toArray();
        Block block = new Block(Codec.STORED, 77, ids, lengths);
        records.add(
            new IndexRecord(
                Hash.at(ids, 0), ObjectType.DATA_PACK, i, new PackDirectory(List.of(block))));
        index.add(records.getLast());
      }
      checkPacks(index, records);
      for (IndexRecord record : records) {
        Block block = record.directory().blocks().getFirst();
        int last = block.chunks() - 1;
        ChunkLocation found = index.find(block.ids(), last).orElseThrow();
        assertEquals(record.pack(), found.pack().hash());
        assertEquals(block.lengths()[last], found.length());
      }
    }
  }

  @Test
  void manyThreadsMayAddAndClaimWhileChunksMoveToFiles() throws Exception {
    try (ChunkIndex index = new ChunkIndex(space(500));
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Integer>> tasks = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        tasks.add(threads.submit(() -> claimAndAdd(index)));
      }
      int claims = 0;
      for (Future<Integer> task : tasks) {
        claims += task.get();
      }
      assertEquals(5_000, claims, "each is claimed by one thread");
      assertEquals(5_000, index.chunks());
      assertEquals(5_000, index.packs().size());
    }
  }

  /** All threads want the same chunks, and store those that they get. */
  private static int claimAndAdd(ChunkIndex index) throws IOException {
    int claims = 0;
    for (int i = 0; i < 5_000; i++) {
      Hash id = Hash.sha256(ByteBuffer.allocate(4).putInt(i).array(), 4);
      if (index.claim(id)) {
        Block block = new Block(Codec.STORED, 1, id.bytes(), new int[] {i + 1});
        index.add(new IndexRecord(id, ObjectType.DATA_PACK, 1, new PackDirectory(List.of(block))));
        assertEquals(i + 1, index.find(id.bytes(), 0).orElseThrow().length());
        claims++;
      }
      assertTrue(index.contains(id.bytes(), 0));
    }
    return claims;
  }

  /** Temporary files have no names while they are used. */
  @Test
  void nothingIsLeftInTheDirectory(@TempDir Path directory) throws IOException {
    Path place = directory.resolve("a").resolve("index");
    try (ChunkIndex index = new ChunkIndex(space(10).in(place))) {
      Random random = new Random(1);
      for (int i = 0; i < 100; i++) {
        index.add(record(random, new HashMap<>()));
      }
      assertTrue(Files.isDirectory(place), "something was written");
      try (Stream<Path> files = Files.list(place)) {
        assertEquals(0, files.count());
      }
    }
  }

  @Test
  void aDirectoryThatCannotBeWrittenToIsNamed(@TempDir Path directory) throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    try (ChunkIndex index = new ChunkIndex(space(1).in(file))) {
      byte[] ids = joined(new int[] {1, 2, 3});
      Block block = new Block(Codec.STORED, 1, ids, new int[] {1, 2, 3});
      IndexRecord record =
          new IndexRecord(
              Hash.of(id(9)), ObjectType.DATA_PACK, 1, new PackDirectory(List.of(block)));
      IOException failure = assertThrows(IOException.class, () -> index.add(record));
      assertTrue(failure.getMessage().contains(file.toString()), failure.getMessage());
      assertFalse(index.findAll(ids, 0).isEmpty(), "what is in memory is there still");
    }
  }
}

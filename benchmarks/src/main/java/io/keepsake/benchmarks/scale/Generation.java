package io.keepsake.benchmarks.scale;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.IndexRecord;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.format.PackDirectory;
import io.keepsake.core.format.PackDirectory.Block;
import io.keepsake.core.format.PackDirectory.Codec;
import io.keepsake.core.repository.IndexWriter;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.snapshot.ListingCutter;
import io.keepsake.core.spi.storage.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Writes all of a simulated vault but the data. */
final class Generation {

  /** Real data packs of which every other chunk is needed, for a pruning to repack. */
  static final int HALF_USED_PACKS = 4;

  private static final int HALF_USED_CHUNK_BYTES = 64 << 10;

  private final Simulation simulation;
  private final Repository repository;
  private final IndexWriter index;

  private Generation(Simulation simulation, Repository repository) {
    this.simulation = simulation;
    this.repository = repository;
    this.index = new IndexWriter(repository);
  }

  /** Makes a vault of at least so many chunks where there is nothing yet. */
  static void run(SimulatedVault vault, long chunks) throws IOException {
    Simulation simulation = vault.begin(chunks);
    vault.create();
    ObjectStore store = new SimulatedStoreProvider().open(vault.common());
    try (Repository repository = WritableVault.open(store)) {
      new Generation(simulation, repository).run();
    }
  }

  private void run() throws IOException {
    for (int pack = 0; pack < simulation.packs(); pack++) {
      index.add(
          new IndexRecord(
              simulation.hash(pack),
              ObjectType.DATA_PACK,
              simulation.packLength(pack),
              directory(pack)));
    }
    byte[] halves = halfUsedPacks();
    try (PackFiller packs = new PackFiller(repository, ObjectType.TREE_PACK, index)) {
      TreeFiller trees = new TreeFiller(packs, new ListingCutter(repository.gearTable()));
      Snapshots snapshots = new Snapshots(trees, new NeededChunks(simulation));
      snapshots.fill(halves, (long) halves.length / Hash.BYTES * HALF_USED_CHUNK_BYTES);
      packs.finish();
      index.flush();
      snapshots.store(repository);
    }
  }

  /** A chunk has a block of its own if it is not small. */
  private PackDirectory directory(int pack) {
    List<Block> blocks = new ArrayList<>(Simulation.CHUNKS_A_PACK);
    for (int i = 0; i < Simulation.CHUNKS_A_PACK; i++) {
      long chunk = (long) pack * Simulation.CHUNKS_A_PACK + i;
      ByteBuffer id = ByteBuffer.allocate(Hash.BYTES);
      simulation.id(chunk, id);
      int length = simulation.length(chunk);
      blocks.add(new Block(Codec.STORED, length, id.array(), new int[] {length}));
    }
    return new PackDirectory(blocks);
  }

  /** Answers the ids of the chunks that are needed of them. */
  private byte[] halfUsedPacks() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    ByteArrayOutputStream needed = new ByteArrayOutputStream();
    try (PackFiller packs = new PackFiller(repository, ObjectType.DATA_PACK, index)) {
      for (int pack = 0; pack < HALF_USED_PACKS; pack++) {
        for (int i = 0; i < Simulation.CHUNKS_A_PACK; i++) {
          byte[] chunk = new byte[HALF_USED_CHUNK_BYTES];
          random.nextBytes(chunk);
          Hash id = packs.id(chunk);
          packs.add(chunk, id);
          if (i % 2 == 0) {
            needed.writeBytes(id.bytes());
          }
        }
        packs.finish();
      }
    }
    return needed.toByteArray();
  }
}

package io.keepsake.core.prune;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.pack.BlockBuilder;
import io.keepsake.core.pack.EncodedBlock;
import io.keepsake.core.pack.FinishedPack;
import io.keepsake.core.pack.PackBuilder;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.seal.GrowingBuffer;
import io.keepsake.core.spi.crypto.KeyedHash;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.util.Optional;

/** Fills packs of one type, one after the other, and stores those that are full. */
final class RepackWriter implements BlockBuilder.Sink, AutoCloseable {

  private final Repository repository;
  private final ObjectType type;
  private final IndexBatches index;
  private final KeyedHash hash;
  private final BlockBuilder blocks;
  private Optional<PackBuilder> open = Optional.empty();
  private boolean failed;

  /**
   * A writer.
   *
   * @param index is told of packs that are stored
   */
  RepackWriter(Repository repository, ObjectType type, IndexBatches index) throws IOException {
    this.repository = repository;
    this.type = type;
    this.index = index;
    this.hash = type == ObjectType.TREE_PACK ? repository.newTreeHash() : repository.newDataHash();
    this.blocks = new BlockBuilder(repository.compressionLevel(), this);
  }

  /** Makes the ids of its chunks. */
  KeyedHash hash() {
    return hash;
  }

  /** Adds a chunk; its bytes are copied. */
  void add(byte[] data, int offset, int length, Hash id) throws IOException {
    blocks.add(data, offset, length, id);
  }

  @Override
  public void accept(EncodedBlock block) throws IOException {
    if (open.isEmpty()) {
      open = Optional.of(new PackBuilder(repository.sealer(), type, new GrowingBuffer(64 << 10)));
    }
    PackBuilder pack = open.get();
    pack.add(block);
    if (pack.size() >= PackBuilder.TARGET_BYTES) {
      store(pack);
    }
  }

  /** Whether what went wrong is that something could not be stored. */
  boolean isFailed() {
    return failed;
  }

  /** Stores what is left in it. */
  void finish() throws IOException {
    blocks.flush();
    if (open.isPresent()) {
      store(open.get());
    }
  }

  private void store(PackBuilder pack) throws IOException {
    open = Optional.empty();
    FinishedPack finished = pack.finish();
    failed = true;
    repository.storePackEverywhere(finished, Purpose.PRUNE);
    index.add(finished.indexRecord());
    failed = false;
  }

  @Override
  public void close() {
    blocks.close();
  }
}

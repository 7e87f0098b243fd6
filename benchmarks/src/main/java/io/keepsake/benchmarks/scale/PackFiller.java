package io.keepsake.benchmarks.scale;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.IndexRecord;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.pack.BlockBuilder;
import io.keepsake.core.pack.EncodedBlock;
import io.keepsake.core.pack.FinishedPack;
import io.keepsake.core.pack.PackBuilder;
import io.keepsake.core.repository.IndexWriter;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.seal.GrowingBuffer;
import io.keepsake.core.spi.crypto.KeyedHash;
import java.io.IOException;
import java.util.Optional;

/** Fills real packs of one type, one after the other. */
final class PackFiller implements AutoCloseable {

  private final Repository repository;
  private final ObjectType type;
  private final IndexWriter index;
  private final KeyedHash hash;
  private final BlockBuilder blocks;
  private final GrowingBuffer object = new GrowingBuffer(PackBuilder.TARGET_BYTES);
  private Optional<PackBuilder> open = Optional.empty();

  PackFiller(Repository repository, ObjectType type, IndexWriter index) throws IOException {
    this.repository = repository;
    this.type = type;
    this.index = index;
    this.hash = type == ObjectType.DATA_PACK ? repository.newDataHash() : repository.newTreeHash();
    this.blocks = new BlockBuilder(repository.compressionLevel(), this::add);
  }

  /** The id of a chunk. */
  Hash id(byte[] chunk) {
    return Hash.of(hash.hash(chunk, 0, chunk.length));
  }

  /** Adds a chunk that is in no pack yet. */
  void add(byte[] chunk, Hash id) throws IOException {
    blocks.add(chunk, 0, chunk.length, id);
  }

  private void add(EncodedBlock block) throws IOException {
    if (open.isEmpty()) {
      open = Optional.of(new PackBuilder(repository.sealer(), type, object));
    }
    open.get().add(block);
    if (open.get().size() >= PackBuilder.TARGET_BYTES) {
      store();
    }
  }

  /** Ends the pack, whatever is in it. */
  void finish() throws IOException {
    blocks.flush();
    if (open.isPresent()) {
      store();
    }
  }

  private void store() throws IOException {
    FinishedPack pack = open.orElseThrow().finish();
    open = Optional.empty();
    IndexRecord record = pack.indexRecord();
    repository.storePack(pack, () -> {});
    object.reset();
    index.add(record);
  }

  @Override
  public void close() {
    blocks.close();
  }
}

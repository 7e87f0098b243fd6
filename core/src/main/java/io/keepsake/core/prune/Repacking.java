package io.keepsake.core.prune;

import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.format.PackDirectory.Block;
import io.keepsake.core.index.ChunkSet;
import io.keepsake.core.index.IndexedPack;
import io.keepsake.core.pack.BlockDecoder;
import io.keepsake.core.pack.PackReader;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.seal.ByteArrayChannel;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Stores what is needed of packs in new ones, so that the old ones can go. Nothing is deleted and
 * nothing is on record yet: if it ends in the middle, some chunks are in two packs, and a later run
 * goes on from there. Every chunk is checked against its id before it is stored again.
 */
final class Repacking {

  private final Repository repository;
  private final Look look;
  private final ChunkSet needed;
  private final NeededPacks places;
  private final Quorum quorum;
  private final PruneJob job;
  private final ChunkSet moved;

  /**
   * A repacking.
   *
   * @param places of which the packs that are to be emptied are no sure ones
   */
  Repacking(
      Repository repository,
      Look look,
      NeededChunks needed,
      NeededPacks places,
      Quorum quorum,
      PruneJob job) {
    this.repository = repository;
    this.look = look;
    this.needed = needed.chunks();
    this.places = places;
    this.quorum = quorum;
    this.job = job;
    this.moved = new ChunkSet(repository.indexSpace());
  }

  /**
   * Does it, once.
   *
   * @return the packs of which everything that is needed is in others now; what could not be read
   *     is not among them
   */
  Set<Hash> run(RepackPlan plan) throws IOException {
    Set<Hash> emptied = new HashSet<>();
    IndexBatches index = new IndexBatches(repository, quorum);
    try (moved) {
      for (ObjectType type : new ObjectType[] {ObjectType.DATA_PACK, ObjectType.TREE_PACK}) {
        try (RepackWriter writer = new RepackWriter(repository, type, index)) {
          for (IndexedPack pack : plan.packs()) {
            if (pack.type() == type && isEmptied(pack, writer)) {
              emptied.add(pack.hash());
            }
          }
          writer.finish();
        }
      }
    }
    index.flush();
    return emptied;
  }

  /** What cannot be read stays where it is, and may be mended. */
  private boolean isEmptied(IndexedPack pack, RepackWriter writer) throws IOException {
    try {
      byte[] object = repository.read(ObjectNames.pack(pack.hash()), Purpose.PRUNE);
      try (PackReader reader =
              new PackReader(
                  repository.sealer(), pack.type(), new ByteArrayChannel(object, object.length));
          BlockDecoder decoder = new BlockDecoder()) {
        move(reader, decoder, pack.number(), writer);
      }
      return true;
    } catch (IOException e) {
      if (e instanceof InterruptedIOException
          || Thread.currentThread().isInterrupted()
          || writer.isFailed()) {
        throw e;
      }
      job.damage().accept(ObjectNames.pack(pack.hash()), e.getMessage());
      return false;
    }
  }

  private void move(PackReader reader, BlockDecoder decoder, int pack, RepackWriter writer)
      throws IOException {
    long offset = 0;
    for (Block block : reader.directory().blocks()) {
      if (isNeeded(block, pack)) {
        byte[] stored = reader.block(offset, block.storedLength());
        byte[] raw = decoder.decode(block.codec(), stored, block.rawLength());
        move(block, raw, pack, writer);
      }
      offset += block.storedLength();
    }
  }

  private boolean isNeeded(Block block, int pack) {
    for (int i = 0; i < block.chunks(); i++) {
      if (isToMove(block.ids(), i, pack)) {
        return true;
      }
    }
    return false;
  }

  private boolean isToMove(byte[] ids, int number, int pack) {
    return needed.contains(ids, number)
        && !moved.contains(ids, number)
        && !places.isSureElsewhere(look.index().findAll(ids, number), pack);
  }

  private void move(Block block, byte[] raw, int pack, RepackWriter writer) throws IOException {
    int offset = 0;
    for (int i = 0; i < block.chunks(); i++) {
      int length = block.lengths()[i];
      if (isToMove(block.ids(), i, pack)) {
        Hash id = Hash.at(block.ids(), i);
        if (!Hash.of(writer.hash().hash(raw, offset, length)).equals(id)) {
          throw new FormatException(
              "a chunk in it is not what was stored; 'keepsake verify --data' says what that"
                  + " concerns");
        }
        writer.add(raw, offset, length, id);
        moved.add(block.ids(), i);
      }
      offset += length;
    }
  }
}

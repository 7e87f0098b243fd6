package io.keepsake.core.verify;

import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.format.PackDirectory;
import io.keepsake.core.index.IndexedPack;
import io.keepsake.core.pack.BlockDecoder;
import io.keepsake.core.pack.PackReader;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.seal.ByteArrayChannel;
import io.keepsake.core.spi.crypto.KeyedHash;
import java.io.IOException;

/** Opens a pack and hashes every chunk in it. One thread's own. */
final class PackCheck implements AutoCloseable {

  private final Repository repository;
  private final KeyedHash dataHash;
  private final KeyedHash treeHash;
  private final BlockDecoder decoder = new BlockDecoder();

  PackCheck(Repository repository) throws IOException {
    this.repository = repository;
    this.dataHash = repository.newDataHash();
    this.treeHash = repository.newTreeHash();
  }

  /**
   * Checks a pack's bytes against the index and itself.
   *
   * @throws IOException if anything in it is not what was stored
   */
  void check(IndexedPack indexed, byte[] object) throws IOException {
    KeyedHash hash = indexed.type() == ObjectType.DATA_PACK ? dataHash : treeHash;
    ByteArrayChannel channel = new ByteArrayChannel(object, object.length);
    try (PackReader reader = new PackReader(repository.sealer(), indexed.type(), channel)) {
      PackDirectory directory = reader.directory();
      if (directory.blocks().stream().mapToInt(PackDirectory.Block::chunks).sum()
          != indexed.chunks()) {
        throw new FormatException("the index and the pack disagree on what is in it");
      }
      long offset = 0;
      for (PackDirectory.Block block : directory.blocks()) {
        check(block, reader.block(offset, block.storedLength()), hash);
        offset += block.storedLength();
      }
    }
  }

  private void check(PackDirectory.Block block, byte[] stored, KeyedHash hash)
      throws FormatException {
    byte[] raw = decoder.decode(block.codec(), stored, block.rawLength());
    int offset = 0;
    for (int i = 0; i < block.chunks(); i++) {
      Hash found = Hash.of(hash.hash(raw, offset, block.lengths()[i]));
      if (!found.equals(Hash.at(block.ids(), i))) {
        throw new FormatException("a chunk is not what was stored: " + Hash.at(block.ids(), i));
      }
      offset += block.lengths()[i];
    }
  }

  @Override
  public void close() {
    decoder.close();
  }
}

package io.keepsake.core.restore;

import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.PackDirectory;
import io.keepsake.core.format.PackDirectory.Block;
import io.keepsake.core.index.ChunkLocation;
import io.keepsake.core.index.IndexedPack;
import io.keepsake.core.pack.PackReader;
import io.keepsake.core.replicate.ContentCheck;
import io.keepsake.core.seal.BufferChannel;
import io.keepsake.core.seal.ByteArrayChannel;
import io.keepsake.core.seal.ObjectSealer;
import io.keepsake.core.spi.storage.ObjectName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Opens a pack as a store hands it out, and thereby checks it. Its bytes are not hashed: each of
 * them is authenticated on opening, and the directory sealed with them tells whether it is the pack
 * asked for. Together that finds out a bad copy as the hash in the name would, in a tenth of the
 * time.
 */
final class PackOpening implements ContentCheck {

  private final ObjectSealer sealer;
  private final IndexedPack pack;
  private final List<ChunkRequest> wanted;
  private final IntFunction<byte[]> room;
  private ByteBuffer plaintext = ByteBuffer.allocate(0);

  /**
   * An opening.
   *
   * @param wanted chunks that must be in it
   * @param room gives an array for the plaintext, the same one perhaps for the next copy
   */
  PackOpening(
      ObjectSealer sealer, IndexedPack pack, List<ChunkRequest> wanted, IntFunction<byte[]> room) {
    this.sealer = sealer;
    this.pack = pack;
    this.wanted = wanted;
    this.room = room;
  }

  /** The plaintext of the copy that passed. */
  ByteBuffer plaintext() {
    return plaintext;
  }

  @Override
  public Optional<String> problem(ObjectName name, ByteBuffer bytes) {
    try {
      plaintext = sealer.open(pack.type(), new BufferChannel(bytes), room);
      requireSame(PackReader.directory(new ByteArrayChannel(plaintext.array(), plaintext.limit())));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "the bytes of %s are not those that were stored: %s".formatted(name, e.getMessage()));
    }
  }

  private void requireSame(PackDirectory directory) throws FormatException {
    List<Block> blocks = directory.blocks();
    boolean same = blocks.size() == pack.blocks();
    for (int i = 0; same && i < blocks.size(); i++) {
      Block block = blocks.get(i);
      same =
          block.codec() == pack.codec(i)
              && block.storedLength() == pack.blockStoredLength(i)
              && block.rawLength() == pack.blockRawLength(i);
    }
    if (!same || !wanted.stream().allMatch(request -> isIn(blocks, request))) {
      throw new FormatException("it is another pack than its name says");
    }
  }

  private static boolean isIn(List<Block> blocks, ChunkRequest request) {
    ChunkLocation location = request.location();
    Block block = blocks.get(location.block());
    return location.entry() < block.chunks()
        && block.lengths()[location.entry()] == location.length()
        && Hash.at(block.ids(), location.entry()).equals(request.id());
  }
}

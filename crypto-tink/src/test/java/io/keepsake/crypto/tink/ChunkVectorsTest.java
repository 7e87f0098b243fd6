package io.keepsake.crypto.tink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.chunk.Chunker;
import io.keepsake.core.chunk.ChunkingParameters;
import io.keepsake.core.chunk.GearTable;
import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.Secret;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The chunker, with a gear table from this suite's keyed hash, cuts where docs/format/vectors say.
 */
class ChunkVectorsTest {

  private final Vectors vectors = Vectors.load();

  private GearTable gearTable() throws CryptoException {
    byte[] key = vectors.at("derived").at("keepsake v1 chunker").bytes();
    return new GearTable(new TinkCryptoProvider().open().keyedHash(Secret.copyOf(key)));
  }

  @Test
  void makesTheGearTable() throws CryptoException {
    GearTable table = gearTable();
    List<Vectors> first = vectors.at("gear").at("first").items();
    assertEquals(8, first.size());
    for (int i = 0; i < first.size(); i++) {
      assertEquals(Long.parseUnsignedLong(first.get(i).text(), 16), table.of((byte) i));
    }
  }

  @Test
  void cutsAlike() throws IOException {
    for (Vectors chunks : vectors.at("chunks").items()) {
      ChunkingParameters sizes =
          new ChunkingParameters(
              chunks.at("minimum").number(),
              chunks.at("average").number(),
              chunks.at("maximum").number());
      List<Integer> published = chunks.at("lengths").items().stream().map(Vectors::number).toList();
      byte[] input = Vectors.input(chunks.at("input").number());
      assertEquals(published, lengths(new Chunker(gearTable(), sizes), input), sizes.toString());
    }
  }

  private static List<Integer> lengths(Chunker chunker, byte[] input) {
    List<Integer> lengths = new ArrayList<>();
    int position = 0;
    while (position < input.length) {
      int length = chunker.cut(input, position, input.length - position);
      lengths.add(length);
      position += length;
    }
    return lengths;
  }
}

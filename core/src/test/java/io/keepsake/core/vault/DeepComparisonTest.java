package io.keepsake.core.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.format.FormatException;
import io.keepsake.core.repository.TreeReading;
import io.keepsake.core.snapshot.ChunkReader;
import io.keepsake.core.snapshot.DeepTrees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Comparing trees that somebody made to do harm. */
class DeepComparisonTest {

  private static TreeReading reading(ChunkReader chunks) {
    return new TreeReading() {
      @Override
      public byte[] chunk(byte[] ids, int index) throws IOException {
        return chunks.chunk(ids, index);
      }

      @Override
      public void close() {}
    };
  }

  private static List<Difference> compare(ChunkReader chunks, int first, int second)
      throws IOException {
    List<Difference> differences = new ArrayList<>();
    new TreeComparison(reading(chunks), differences::add)
        .roots(DeepTrees.root(first), DeepTrees.root(second));
    return differences;
  }

  /** The second begins one level further down, so no two directories have the same listing. */
  @Test
  void directoriesThatAreNestedTooDeepAreRefused() {
    ChunkReader chunks = DeepTrees.chunks("d", Integer.MAX_VALUE, 0);
    FormatException refusal = assertThrows(FormatException.class, () -> compare(chunks, 0, 1));
    assertTrue(refusal.getMessage().startsWith("directories are nested deeper"));
  }

  @Test
  void deepOnesThatTheFormatAllowsAreCompared() throws IOException {
    ChunkReader deep = DeepTrees.chunks("d", 4000, 0);
    ChunkReader ended =
        (ids, index) -> {
          try {
            return deep.chunk(ids, index);
          } catch (FormatException e) {
            return new byte[0];
          }
        };
    List<Difference> differences = compare(ended, 0, 1);
    assertEquals(1, differences.size());
    assertEquals(Difference.Change.REMOVED, differences.getFirst().change());
    assertEquals(8000, differences.getFirst().path().length());
  }
}

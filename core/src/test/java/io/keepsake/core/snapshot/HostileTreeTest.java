package io.keepsake.core.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.format.CborReader;
import io.keepsake.core.format.CborWriter;
import io.keepsake.core.format.Content;
import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.format.TreeEntryReader;
import io.keepsake.core.format.TreeEntryWriter;
import io.keepsake.core.format.TreeLimits;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.RawName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees that somebody made to do harm: too deep, with long paths, with names that lead out. */
class HostileTreeTest {

  /** Notes how deep it came, and what could not be read. */
  private static final class Depth implements TreeVisitor {
    private final List<String> lost = new ArrayList<>();
    private int open;
    private int deepest;

    @Override
    public Descent enter(String path, TreeEntry directory) {
      open++;
      deepest = Math.max(deepest, open);
      return Descent.ENTER;
    }

    @Override
    public void leaf(String path, TreeEntry entry) {}

    @Override
    public void leave(String path, TreeEntry directory) {
      open--;
    }

    @Override
    public void unreadable(String path, TreeEntry directory, IOException cause) {
      lost.add(path + ": " + cause.getMessage());
    }
  }

  private static Depth walk(ChunkReader chunks) throws IOException {
    Depth depth = new Depth();
    new TreeWalker(chunks).walk(DeepTrees.root(0), depth);
    assertEquals(0, depth.open, "each that was entered is left");
    return depth;
  }

  @Test
  void whatIsNestedTooDeepIsLostAndNothingElse() throws IOException {
    Depth depth = walk(DeepTrees.chunks("d", Integer.MAX_VALUE, 0));
    assertEquals(TreeLimits.MAX_DEPTH + 1, depth.deepest);
    assertEquals(1, depth.lost.size());
    assertTrue(depth.lost.getFirst().endsWith("nested deeper than the format allows"));
  }

  @Test
  void aPathThatIsTooLongIsLostAndNothingElse() throws IOException {
    Depth depth = walk(DeepTrees.chunks("n".repeat(4095), Integer.MAX_VALUE, 0));
    assertEquals(TreeLimits.MAX_PATH_BYTES / 4096 + 2, depth.deepest);
    assertEquals(1, depth.lost.size());
  }

  /** A megabyte at each of many levels, which takes no room where it is stored. */
  @Test
  void longListingsAreNotAllKeptInMemory() throws IOException {
    ChunkReader chunks = DeepTrees.chunks("d", 200, 1 << 20);
    long[] read = {0};
    Depth depth =
        walk(
            (ids, index) -> {
              read[0]++;
              return chunks.chunk(ids, index);
            });
    assertEquals(201, depth.deepest);
    assertTrue(read[0] > 300, "those that were let go of are read again: " + read[0]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "", "a/b", "/etc", "a\0b"})
  void namesThatLeadElsewhereAreRefused(String name) throws IOException {
    Depth depth = walk(DeepTrees.chunks(name, 3, 0));
    assertEquals(1, depth.deepest);
    assertTrue(depth.lost.getFirst().contains("forbidden name"), depth.lost::toString);
  }

  @Test
  void namesOutOfOrderAreRefused() throws Exception {
    CborWriter out = new CborWriter();
    TreeEntry root = DeepTrees.root(0);
    for (String name : List.of("b", "a")) {
      EntryAttributes attributes = root.attributes().withName(RawName.of(name));
      TreeEntryWriter.write(out, new TreeEntry(attributes, List.of(), Content.EMPTY));
    }
    Depth depth = walk((_, _) -> out.toBytes());
    assertTrue(depth.lost.getFirst().contains("not ascending"), depth.lost::toString);
  }

  /** Three bytes each, which are seventy in memory. */
  @Test
  void anEntryWithMoreItemsThanTheFormatAllowsIsRefused() {
    CborWriter out = new CborWriter().map(1).integer(17).array(TreeLimits.MAX_ITEMS + 1);
    for (int i = 0; i <= TreeLimits.MAX_ITEMS; i++) {
      out.array(2).bytes(new byte[0]).bytes(new byte[0]);
    }
    FormatException refusal =
        assertThrows(
            FormatException.class, () -> TreeEntryReader.read(new CborReader(out.toBytes())));
    assertTrue(refusal.getMessage().contains("longer than the format allows"));
  }
}

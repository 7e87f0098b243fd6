package io.keepsake.monitor.alert.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.monitor.alert.store.StateStore.Generation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** States on a disk, and what a crash between two steps leaves of them. */
class StateFilesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  @TempDir Path directory;

  private StateFiles files() {
    return new StateFiles(directory);
  }

  private void save(String note) throws IOException {
    files().save(StateCodec.write(AlertState.EMPTY.noting(note)));
  }

  private String loaded() throws IOException {
    return String.join("|", StateLoading.load(files(), NOW).notes());
  }

  @Test
  void theLastAndTheOneBeforeAreKept() throws Exception {
    assertEquals(AlertState.EMPTY, StateLoading.load(files(), NOW));
    save("one");
    save("two");
    save("three");
    assertEquals("three", loaded());
    assertArrayEquals(
        StateCodec.write(AlertState.EMPTY.noting("two")),
        files().load(Generation.PREVIOUS).orElseThrow());
  }

  @Test
  void aCrashBetweenTheRenamesLeavesTheStateBefore() throws Exception {
    save("one");
    Files.writeString(directory.resolve("alerts.json.new"), "{\"half");
    Files.move(directory.resolve("alerts.json"), directory.resolve("alerts.json.previous"));
    assertEquals("one", loaded());
    assertEquals("one", StateLoading.look(files()).orElseThrow().notes().getFirst());
    save("two");
    assertEquals("two", loaded());
  }

  @Test
  void everyCutIsFoundAndSetAside() throws Exception {
    byte[] whole = StateCodec.write(AlertState.EMPTY.noting("one"));
    for (int length = 0; length < whole.length - 1; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(IOException.class, () -> StateCodec.read(cut), "cut to " + length);
    }
    save("zero");
    Files.write(directory.resolve("alerts.json"), Arrays.copyOf(whole, 20));
    String notes = loaded();
    String aside = directory.resolve("alerts.json.damaged-" + NOW.toEpochMilli()).toString();
    assertTrue(notes.contains("damaged") && notes.contains(aside), notes);
    assertTrue(Files.exists(Path.of(aside)));
  }

  @Test
  void aNewerVersionIsLeftAlone() throws Exception {
    Files.writeString(directory.resolve("alerts.json"), "{\"version\":2,\"new\":{}}", UTF_8);
    IOException e = assertThrows(IOException.class, this::loaded);
    assertTrue(e.getMessage().contains("newer Keepsake"), e.getMessage());
    assertTrue(Files.exists(directory.resolve("alerts.json")));
  }
}

package io.keepsake.monitor.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept, and what becomes of damage. */
class JobStateFileTest {

  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00.123456789Z");

  @TempDir private Path directory;

  private static Map<String, JobState> states() {
    UnfinishedRun run = new UnfinishedRun("a \"quoted\" id", NOW, NOW, NOW.plusNanos(1));
    JobRun over =
        new JobRun(
            "1", NOW, NOW, NOW.plusSeconds(9), JobOutcome.FAILURE, "üß\n\u0000", Map.of("n", -3L));
    JobState full =
        new JobState(
            NOW,
            NOW,
            Optional.of(run),
            Optional.of(NOW),
            Optional.of(NOW),
            List.of(over, JobRun.skipped(NOW, NOW, "because")),
            Optional.empty(),
            Optional.empty());
    return Map.of("full", full, "empty", JobState.known(NOW));
  }

  @Test
  void whatIsKeptIsReadAgain() {
    JobStateFile file = new JobStateFile(directory.resolve("new/state"));
    assertEquals(Optional.empty(), file.save(states()));
    JobStateFile.Loaded loaded = file.load(NOW);
    assertEquals(states(), loaded.states());
    assertEquals(Optional.empty(), loaded.problem());
  }

  @Test
  void noFileKeepsNothing() {
    assertEquals(Map.of(), new JobStateFile(directory).load(NOW).states());
    assertEquals(Optional.empty(), new JobStateFile(directory).load(NOW).problem());
  }

  @Test
  void anInterruptedThreadKeepsAndStaysInterrupted() {
    JobStateFile file = new JobStateFile(directory);
    Thread.currentThread().interrupt();
    Optional<String> problem = file.save(states());
    assertTrue(Thread.interrupted());
    assertEquals(Optional.empty(), problem);
    assertEquals(states(), file.load(NOW).states());
  }

  /** As if the machine stopped while the next file was written. */
  @Test
  void halfAFileBesideItDoesNoHarm() throws Exception {
    JobStateFile file = new JobStateFile(directory);
    file.save(states());
    Files.writeString(directory.resolve("schedule.json.new"), "{\"version\":1,\"jo");
    assertEquals(states(), file.load(NOW).states());
    assertEquals(Optional.empty(), file.save(Map.of()));
    assertEquals(Map.of(), file.load(NOW).states());
  }

  @Test
  void anyCutOrFlippedByteIsToldAndSetAsideOrHarmless() throws Exception {
    JobStateFile file = new JobStateFile(directory);
    Path path = directory.resolve("schedule.json");
    file.save(states());
    byte[] whole = Files.readAllBytes(path);
    for (int length = 0; length < whole.length - 1; length += 7) {
      Files.write(path, java.util.Arrays.copyOf(whole, length));
      JobStateFile.Loaded loaded = file.load(NOW);
      assertEquals(Map.of(), loaded.states(), "cut at " + length);
      assertTrue(loaded.problem().orElseThrow().contains("It was moved to"), loaded.toString());
      assertFalse(Files.exists(path));
    }
    for (int at = 0; at < whole.length; at += 3) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 0x10;
      Files.write(path, flipped);
      JobStateFile.Loaded loaded = file.load(NOW); // must not throw
      assertEquals(loaded.problem().isPresent(), Files.notExists(path));
    }
  }

  @Test
  void aNewerVersionIsSetAsideAndNotOverwritten() throws Exception {
    Path path = directory.resolve("schedule.json");
    Files.writeString(path, "{\"version\":2,\"jobs\":{}}");
    String problem = new JobStateFile(directory).load(NOW).problem().orElseThrow();
    assertTrue(problem.contains("it has version 2, and this Keepsake reads 1"), problem);
    Path aside = directory.resolve("schedule.json.damaged-" + NOW.getEpochSecond());
    assertEquals("{\"version\":2,\"jobs\":{}}", Files.readString(aside));
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsTold() throws Exception {
    Path inTheWay = Files.writeString(directory.resolve("file"), "");
    String problem = new JobStateFile(inTheWay).save(states()).orElseThrow();
    assertTrue(problem.startsWith("When jobs ran cannot be kept in "), problem);
  }
}

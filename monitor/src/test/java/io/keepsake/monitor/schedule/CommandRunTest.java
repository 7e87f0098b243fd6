package io.keepsake.monitor.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs before and after a job. */
class CommandRunTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir private Path directory;

  private static Optional<String> shell(String line, Duration limit) throws InterruptedException {
    return new CommandRun("test", JobCommand.shell(line, limit), Map.of("KEEPSAKE_JOB", "a b"))
        .run();
  }

  @Test
  void runsAndSeesItsVariablesOnly() throws Exception {
    Path out = directory.resolve("out");
    assertEquals(Optional.empty(), shell("env > '" + out + "'", MINUTE));
    List<String> ours =
        Files.readAllLines(out).stream().filter(line -> line.startsWith("KEEPSAKE_")).toList();
    assertEquals(List.of("KEEPSAKE_JOB=a b"), ours);
  }

  @Test
  void argumentsAreHandedOverAsTheyAre() throws Exception {
    Path file = directory.resolve("a b; $c");
    JobCommand command = new JobCommand(List.of("touch", file.toString()), MINUTE);
    assertEquals(Optional.empty(), new CommandRun("test", command, Map.of()).run());
    assertTrue(Files.exists(file));
  }

  @Test
  void failuresAreSentences() throws Exception {
    assertEquals(
        Optional.of("ended with exit code 3: the log has its output"), shell("exit 3", MINUTE));
    JobCommand missing = new JobCommand(List.of("/no/such/program"), MINUTE);
    String problem = new CommandRun("test", missing, Map.of()).run().orElseThrow();
    assertTrue(problem.startsWith("cannot be started: "), problem);
  }

  @Test
  void readsNothing() {
    assertTimeout(MINUTE, () -> assertEquals(Optional.empty(), shell("cat", MINUTE)));
  }

  @Test
  void atItsLimitItIsEndedWithAllThatItStarted() throws Exception {
    Path pids = directory.resolve("pids");
    String line =
        "sh -c 'trap \"\" TERM; echo $$; while :; do sleep 1; done' & sh -c 'echo $$; exec sleep"
            + " 600' & wait";
    Duration limit = Duration.ofMillis(1_500);
    assertEquals(
        Optional.of("was ended after its limit of 1500 ms"),
        shell("(" + line + ") > '" + pids + "'", limit));
    List<String> started = Files.readAllLines(pids);
    assertEquals(2, started.size());
    for (String pid : started) {
      Optional<ProcessHandle> left = ProcessHandle.of(Long.parseLong(pid));
      left.ifPresent(
          process -> process.onExit().orTimeout(10, java.util.concurrent.TimeUnit.SECONDS).join());
    }
  }

  @Test
  void anInterruptEndsIt() throws Exception {
    Path pid = directory.resolve("pid");
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .start(
                () ->
                    thrown.complete(
                        assertThrows(
                            InterruptedException.class,
                            () -> shell("echo $$ > '" + pid + "'; exec sleep 600", MINUTE))));
    while (Files.notExists(pid) || Files.size(pid) == 0) {
      Thread.onSpinWait();
    }
    thread.interrupt();
    thrown.get();
    Optional<ProcessHandle> left = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()));
    assertFalse(left.filter(ProcessHandle::isAlive).isPresent());
  }

  @Test
  void whatItLeavesRunningDoesNotHoldItUp() {
    Duration well = Duration.ofSeconds(30);
    assertTimeout(well, () -> assertEquals(Optional.empty(), shell("sleep 45 & exit 0", MINUTE)));
  }

  @Test
  void outputIsBoundedInLinesAndInLength() {
    List<String> lines = new ArrayList<>();
    String printed = "x".repeat(100_000) + "\n\u001b[31mred\n" + "line\n".repeat(1_000) + "end";
    new BoundedOutput(lines::add)
        .readAll(
            new java.io.ByteArrayInputStream(printed.getBytes(StandardCharsets.UTF_8)),
            StandardCharsets.UTF_8);
    assertEquals(201, lines.size());
    assertEquals(500, lines.get(0).length());
    assertEquals(" [31mred", lines.get(1));
    assertEquals("(what it prints after 200 lines is not logged)", lines.getLast());
  }
}

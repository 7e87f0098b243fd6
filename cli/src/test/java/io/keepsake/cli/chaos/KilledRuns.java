package io.keepsake.cli.chaos;

import io.keepsake.cli.crash.ForkedProcess;
import io.keepsake.testkit.chaos.ChaosFailure;
import io.keepsake.testkit.chaos.Doomed;
import io.keepsake.testkit.chaos.FaultySite;
import io.keepsake.testkit.chaos.Schedule;
import io.keepsake.testkit.chaos.World;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Runs schedules on directories, some steps of them in processes that are killed. */
final class KilledRuns {

  private static final int SECONDS_TO_END = 90;

  private final Path directory;
  private final AtomicLong killed = new AtomicLong();
  private final AtomicLong lived = new AtomicLong();

  /** Runs whose files are under a directory. */
  KilledRuns(Path directory) {
    this.directory = directory;
  }

  /** How many processes were killed so far. */
  long killed() {
    return killed.get();
  }

  /** How many ended before they were to be killed. */
  long lived() {
    return lived.get();
  }

  /** What a schedule breaks; empty if nothing. */
  Optional<ChaosFailure> failure(Schedule schedule) throws IOException, InterruptedException {
    Path own = Files.createTempDirectory(directory, "schedule");
    Files.createDirectory(own.resolve("stores"));
    List<FaultySite> sites = DoomedProcess.sites(own, schedule.sites());
    try (World world =
        new World(
            schedule,
            sites,
            DoomedProcess.surroundings(own, sites),
            (steps, header) -> kill(own, steps, header))) {
      world.run();
      return Optional.empty();
    } catch (ChaosFailure e) {
      return Optional.of(e);
    } finally {
      ChaosRuns.delete(own);
    }
  }

  private List<String> kill(Path own, Schedule steps, String header)
      throws IOException, InterruptedException {
    Path file = Files.writeString(own.resolve("steps"), steps.text());
    ForkedProcess forked =
        ForkedProcess.start(DoomedProcess.class, List.of(own.toString(), file.toString(), header));
    List<String> lines = new ArrayList<>();
    boolean asked = false;
    try (BufferedReader output = forked.process().inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
        if (line.equals(Doomed.REACHED)) {
          asked = true;
          forked.kill();
        }
      }
      end(forked, lines, asked);
    } finally {
      forked.kill();
    }
    return lines;
  }

  private void end(ForkedProcess forked, List<String> lines, boolean asked)
      throws InterruptedException {
    boolean ended = forked.process().waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
    if (!ended || (!asked && forked.process().exitValue() != 0)) {
      throw new ChaosFailure(
          "A process that was to be killed ended by itself:\n" + String.join("\n", lines));
    }
    (asked ? killed : lived).incrementAndGet();
  }
}

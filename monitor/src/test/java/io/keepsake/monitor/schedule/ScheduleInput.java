package io.keepsake.monitor.schedule;

import io.keepsake.testkit.hostile.Decoder;
import io.keepsake.testkit.hostile.Scratch;
import java.io.IOException;
import java.time.Instant;

/** What this package reads that somebody else may have written. */
public final class ScheduleInput {

  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  private ScheduleInput() {}

  /** What is known of jobs, of which damage is no reason to fail. */
  @SuppressWarnings("exports") // tests are exported to nobody
  public static Decoder jobs() {
    return Decoder.of("jobs", ScheduleInput::read);
  }

  private static void read(byte[] bytes) throws IOException {
    Scratch.file("schedule.json", bytes);
    JobStateFile file = new JobStateFile(Scratch.directory());
    file.save(file.load(NOW).states());
  }
}

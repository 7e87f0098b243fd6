package io.keepsake.monitor.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is to be done about a job now. */
sealed interface Decision {

  /** Whom it is about. */
  ScheduledJob job();

  /**
   * It runs.
   *
   * @param scheduled the time that is due
   * @param covers with this run all times up to this are dealt with
   */
  record Start(ScheduledJob job, Instant scheduled, Instant covers) implements Decision {}

  /**
   * It is due, and waits for others to end.
   *
   * @param scheduled the time that is due
   * @param others for whose end
   */
  record Wait(ScheduledJob job, Instant scheduled, List<String> others) implements Decision {

    public Wait {
      others = List.copyOf(others);
    }
  }

  /**
   * A run does not take place.
   *
   * @param scheduled the time that was due
   * @param covers with that all times up to this are dealt with
   * @param reason one sentence for people
   */
  record Pass(ScheduledJob job, Instant scheduled, Instant covers, String reason)
      implements Decision {}

  /**
   * The clock shows less than it did, or no longer.
   *
   * @param since when that was seen; empty if it is over
   */
  record Behind(ScheduledJob job, Optional<Instant> since) implements Decision {}

  /** The clock has shown less for so long that it seems right: times count from now on. */
  record Rewind(ScheduledJob job, Instant now) implements Decision {}
}

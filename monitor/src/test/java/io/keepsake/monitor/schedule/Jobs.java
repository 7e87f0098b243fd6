package io.keepsake.monitor.schedule;

import io.keepsake.monitor.schedule.timing.Timing;
import io.keepsake.monitor.schedule.timing.TimingException;
import java.time.ZoneOffset;
import java.util.List;

/** Jobs for tests, of one vault. */
final class Jobs {

  private Jobs() {}

  static ScheduledJob backup(String name, String timing) {
    return job(name, JobAction.backup(List.of("/photos")), timing);
  }

  static ScheduledJob prune(String name, String timing) {
    return job(name, JobAction.of(JobVerb.PRUNE), timing);
  }

  static ScheduledJob job(String name, JobAction action, String timing) {
    try {
      return ScheduledJob.of(name, "wedding", action, Timing.parse(timing), ZoneOffset.UTC);
    } catch (TimingException e) {
      throw new AssertionError(e);
    }
  }
}

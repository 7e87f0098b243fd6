package io.keepsake.monitor.schedule;

/** Is told how far a run is, as often as its job likes. */
@FunctionalInterface
public interface JobProgress {

  /** Takes note; costs next to nothing and never throws. */
  void at(JobStep step);
}

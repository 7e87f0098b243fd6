package io.keepsake.monitor.dashboard;

/** Where the dashboard takes from what it shows. Safe for use by many threads. */
public interface DashboardSource {

  /**
   * All that is known now, from memory: it is asked about once a second while somebody looks, by
   * one thread at a time, and not at all while nobody does. While it takes long, or after it has
   * thrown an unchecked exception, the page goes on showing the last answer, and how old it is.
   *
   * @throws InterruptedException if interrupted
   */
  DashboardState state() throws InterruptedException;

  /**
   * Notes that a person has taken note of an alert, so that no reminders come. May wait for a disk.
   *
   * @param identity of the alert
   * @throws InterruptedException if interrupted; it may have been noted
   */
  Acknowledgement acknowledge(String identity) throws InterruptedException;

  /** What became of an acknowledgement. */
  enum Acknowledgement {
    /** It is noted, now or since before. */
    NOTED,
    /** No alert of this identity goes on. */
    NO_SUCH_ALERT
  }
}

package io.keepsake.monitor.dashboard;

import java.time.Duration;

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
  Handling acknowledge(String identity) throws InterruptedException;

  /**
   * Notes that nobody wants to be told of an alert for a while; the end of what was told is told
   * all the same. May wait for a disk.
   *
   * @param identity of the alert
   * @param length for how long
   * @param reason why, for others who wonder; not blank
   * @throws InterruptedException if interrupted; it may have been noted
   */
  Handling silence(String identity, Duration length, String reason) throws InterruptedException;

  /**
   * Notes that an alert is to be told again: ends silences that are about it and nothing else. May
   * wait for a disk.
   *
   * @param identity of the alert
   * @throws InterruptedException if interrupted; it may have been noted
   */
  Handling unsilence(String identity) throws InterruptedException;

  /** What became of what a person did about an alert. */
  enum Handling {
    /** It is noted, now or since before. */
    NOTED,
    /** No alert of this identity goes on. */
    NO_SUCH_ALERT,
    /** It is silenced together with others, or not at all: there is nothing to end for it alone. */
    NO_SUCH_SILENCE
  }
}

package io.keepsake.core.spi.alert;

import java.time.Duration;

/**
 * A place where people read notices. Safe for use by many threads; calls block, can be interrupted
 * and end within the deadline they are given.
 */
public interface AlertSink extends AutoCloseable {

  /**
   * Delivers a notification, once. The caller repeats a {@link Delivery.Deferred} one later, so a
   * sink must not, and one that was delivered although its answer got lost may come twice: {@link
   * Notification#id()} stays the same.
   *
   * @param deadline the longest that this may take
   * @return whether it was accepted; no failure of the receiving end is thrown
   * @throws InterruptedException if interrupted; the notification may have been delivered
   */
  Delivery deliver(Notification notification, Duration deadline) throws InterruptedException;

  /**
   * Tells a watcher that a job runs, for sinks whose receiver notices when such signs stop coming.
   * All others accept and do nothing, which is the default.
   *
   * @param deadline the longest that this may take
   * @throws InterruptedException if interrupted
   */
  default Delivery beat(Heartbeat heartbeat, Duration deadline) throws InterruptedException {
    return new Delivery.Accepted();
  }

  /** Releases connections and threads. Calls that are under way may fail as deferred. */
  @Override
  void close();
}

package io.keepsake.monitor.schedule;

import io.keepsake.core.spi.alert.Heartbeat;

/**
 * Hears when jobs begin and end. Called by a thread of its own, in the order of events, so that it
 * may take its time; what it throws is logged and changes nothing.
 */
@FunctionalInterface
public interface HeartbeatListener {

  /**
   * Something has begun or ended.
   *
   * @throws InterruptedException if interrupted, because the scheduler is being closed
   */
  void beat(Heartbeat heartbeat) throws InterruptedException;
}

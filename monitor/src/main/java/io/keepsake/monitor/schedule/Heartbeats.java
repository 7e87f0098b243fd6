package io.keepsake.monitor.schedule;

import io.keepsake.core.spi.alert.Heartbeat;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands heartbeats to a listener on a thread of their own, so that no job waits or fails for it.
 */
final class Heartbeats {

  private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);

  /** More than this have the listener stuck: what is new is left out then. */
  private static final int MOST = 1_000;

  private final HeartbeatListener listener;
  private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>(MOST);
  private final Thread thread;
  private volatile boolean closing;

  Heartbeats(HeartbeatListener listener) {
    this.listener = listener;
    this.thread = Thread.ofVirtual().name("heartbeats").start(this::work);
  }

  void add(Heartbeat heartbeat) {
    if (!queue.offer(() -> tell(heartbeat))) {
      LOG.warn("The heartbeat of {} is left out: earlier ones are still on their way", heartbeat);
    }
  }

  private void work() {
    try {
      while (!closing || !queue.isEmpty()) {
        queue.take().run();
        if (Thread.interrupted()) {
          return;
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("Heartbeats end");
    }
  }

  @SuppressWarnings("CatchAndPrintStackTrace")
  private void tell(Heartbeat heartbeat) {
    try {
      listener.beat(heartbeat);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("The heartbeat of {} was not told", heartbeat.job(), e);
    }
  }

  /** Waits for those that are on their way, but no longer than this. */
  void close(Duration patience) throws InterruptedException {
    closing = true;
    boolean _ = queue.offer(() -> {}); // wakes it up, if it waits for more
    if (!thread.join(patience)) {
      thread.interrupt();
    }
  }
}

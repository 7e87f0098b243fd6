package io.keepsake.provider.gcs.http;

import java.time.Duration;
import java.util.Locale;

/**
 * When a byte of a request last moved. While the caller's own content is being read the network is
 * not to blame, and no time passes here.
 */
final class Activity {

  private final long most;
  private volatile long last = System.nanoTime();
  private volatile boolean paused;

  Activity(Duration most) {
    this.most = most.toNanos();
  }

  /** A byte moved, and the next one is the network's turn. */
  void moved() {
    last = System.nanoTime();
    paused = false;
  }

  /** The next byte is ours to bring. */
  void pause() {
    paused = true;
  }

  /** How long to wait for the next byte still; 0 or less if it was too long. */
  long left() {
    return paused ? most : most - (System.nanoTime() - last);
  }

  /** What is said of a request on which nothing moved. */
  String complaint() {
    return "no byte moved for "
        + Duration.ofNanos(most).toString().substring(2).toLowerCase(Locale.ROOT);
  }
}

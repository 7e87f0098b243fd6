package io.keepsake.testkit.proxy;

import java.time.Duration;

/**
 * What a {@link FaultProxy} does to the bytes of one direction. An offset is counted on each
 * connection from the injection on; 0 means from the next byte.
 */
public sealed interface NetworkFault {

  /**
   * Each piece of at most 64 KiB arrives later.
   *
   * @param delay how much
   */
  record Delays(Duration delay) implements NetworkFault {}

  /**
   * Bytes trickle, on each connection by itself.
   *
   * @param bytesPerSecond how many, at least 1
   */
  record Limits(long bytesPerSecond) implements NetworkFault {

    /**
     * Checks the rate.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Limits {
      if (bytesPerSecond < 1) {
        throw new IllegalArgumentException("No rate: " + bytesPerSecond);
      }
    }
  }

  /**
   * Flips the lowest bit of one byte on each connection, without a word.
   *
   * @param offset of that byte
   */
  record Flips(long offset) implements NetworkFault {}

  /**
   * Lets so many bytes through and holds all others back, the end of the connection too, until the
   * fault is healed. The connection stays open.
   *
   * @param after bytes that still come
   */
  record Stalls(long after) implements NetworkFault {}

  /**
   * Lets so many bytes through and then ends the connection with a reset, both ways.
   *
   * @param after bytes that still come
   */
  record Resets(long after) implements NetworkFault {}

  /**
   * Lets so many bytes through and then ends the connection in an orderly way, as if the other end
   * had nothing more to say.
   *
   * @param after bytes that still come
   */
  record Cuts(long after) implements NetworkFault {}
}

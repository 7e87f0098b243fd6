package io.keepsake.testkit.storage;

import io.keepsake.core.spi.storage.StoreException.Kind;
import java.time.Duration;

/** What a {@link FaultyStore} does instead of what it was asked. */
public sealed interface Fault {

  /** Fails without asking the store behind. */
  record Fails(Kind kind) implements Fault {}

  /** Lets a put or delete take effect and then reports a failure, as a lost answer does. */
  record TakesEffectButFails(Kind kind) implements Fault {}

  /**
   * Flips a bit of what a get returns, without a word.
   *
   * @param position of the byte in the stream, from 0; none is flipped if the stream is shorter
   */
  record Corrupts(long position) implements Fault {}

  /**
   * Ends what a get returns early, without a word.
   *
   * @param length bytes that still come
   */
  record Truncates(long length) implements Fault {}

  /**
   * Fails while what a get returns is read.
   *
   * @param length bytes that still come
   */
  record BreaksOff(long length, Kind kind) implements Fault {}

  /**
   * Waits at a gate, then goes on. An interrupt and the end of the store end the wait as the
   * contract demands.
   */
  record Waits(Gate gate) implements Fault {}

  /** Takes its time, then goes on. Ends early as {@link Waits} does. */
  record Delays(Duration time) implements Fault {}

  /** Tells somebody, on the thread of the call, and goes on. */
  record Tells(Runnable listener) implements Fault {}
}

package io.keepsake.monitor.dashboard.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How long who guesses has to wait. */
final class GuessesTest {

  private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress THERE = InetAddress.ofLiteral("192.0.2.2");

  private long now = Long.MAX_VALUE - 5; // such a clock may overflow
  private final Guesses guesses = new Guesses(() -> now);
  private final AtomicInteger compared = new AtomicInteger();

  private boolean guess(InetAddress from, boolean right) {
    return guesses.isRight(
        from,
        () -> {
          compared.incrementAndGet();
          return right;
        });
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private Duration pause(InetAddress from) {
    return assertThrows(Refusal.class, () -> guess(from, true)).pause().orElseThrow();
  }

  private void guessWrong(int times) {
    for (int i = 0; i < times; i++) {
      assertFalse(guess(HERE, false));
    }
  }

  @Test
  void pausesGrowToAMinute() {
    guessWrong(5);
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Duration pause = pause(HERE);
      pauses.add(pause.toSeconds());
      pass(pause);
      assertFalse(guess(HERE, false));
    }
    assertEquals(List.of(5L, 10L, 20L, 40L, 60L, 60L, 60L, 60L), pauses);
  }

  @Test
  void nothingIsComparedMeanwhile() {
    guessWrong(5);
    pause(HERE);
    assertEquals(5, compared.get());
    pass(Duration.ofMillis(4_999));
    pause(HERE);
    pass(Duration.ofMillis(1));
    assertTrue(guess(HERE, true));
  }

  @Test
  void aRightOneBeginsAnew() {
    guessWrong(4);
    assertTrue(guess(HERE, true));
    guessWrong(4);
    assertTrue(guess(HERE, true));
  }

  @Test
  void othersNeedNotWait() {
    guessWrong(5);
    assertTrue(guess(THERE, true));
  }

  @Test
  void anIpv6NetworkIsOne() {
    for (int i = 0; i < 5; i++) {
      assertFalse(guess(InetAddress.ofLiteral("2001:db8:1:2::" + i), false));
    }
    pause(InetAddress.ofLiteral("2001:db8:1:2:ffff::1"));
    assertTrue(guess(InetAddress.ofLiteral("2001:db8:1:3::1"), true));
  }

  @Test
  void itIsForgottenAfterAnHour() {
    guessWrong(5);
    pass(Duration.ofHours(1));
    guessWrong(5);
    assertEquals(Guesses.FIRST, pause(HERE));
  }

  @Test
  void manyAddressesTakeLittleRoom() {
    guessWrong(5);
    for (int i = 0; i < 2_000; i++) {
      guess(InetAddress.ofLiteral("10.0.%d.%d".formatted(i / 250, i % 250)), false);
    }
    assertTrue(guess(HERE, true), "the oldest is forgotten");
  }
}

package io.keepsake.monitor.dashboard;

import io.keepsake.core.spi.alert.Alert;
import java.time.Instant;
import java.util.Optional;

/**
 * One alert and what people have done about its notices.
 *
 * @param alert what is wrong
 * @param acknowledged when somebody took note of it
 * @param silencedUntil until when it sends no notices; empty if it does
 */
public record AlertCard(
    Alert alert, Optional<Instant> acknowledged, Optional<Instant> silencedUntil) {

  /** Whether it goes on. */
  public boolean active() {
    return alert.ended().isEmpty();
  }

  /** Whether it goes on and nobody has dealt with it yet. */
  public boolean open() {
    return active() && acknowledged.isEmpty() && silencedUntil.isEmpty();
  }
}

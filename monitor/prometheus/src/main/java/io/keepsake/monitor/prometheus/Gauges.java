package io.keepsake.monitor.prometheus;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Adds figures to a registry.
 *
 * @param registry is used for one scrape
 * @param vault a label of each figure
 */
record Gauges(MeterRegistry registry, String vault) {

  private static final double NANOS = 1e9;

  void add(String name, String help, double value, String... labels) {
    Gauge.builder("keepsake_" + name, () -> value)
        .description(help)
        .tags(Tags.of("vault", vault).and(labels))
        .register(registry);
  }

  /** Beyond 2^53 a count is told to about 16 digits: Prometheus knows no other numbers. */
  void add(String name, String help, long count, String... labels) {
    add(name, help, (double) count, labels);
  }

  void add(String name, String help, Instant time, String... labels) {
    add(name, help, time.getEpochSecond() + time.getNano() / NANOS, labels);
  }

  void add(String name, String help, Duration time, String... labels) {
    add(name, help, time.toNanos() / NANOS, labels);
  }

  /** One for each of the constants: 1 for the one that is the case, 0 for all others. */
  <E extends Enum<E>> void addState(
      String name, String help, String label, E state, E[] all, String... labels) {
    for (E one : all) {
      Tags tags = Tags.of(labels).and(label, word(one));
      String[] flat =
          tags.stream()
              .flatMap(tag -> Stream.of(tag.getKey(), tag.getValue()))
              .toArray(String[]::new);
      add(name, help, one == state ? 1L : 0L, flat);
    }
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}

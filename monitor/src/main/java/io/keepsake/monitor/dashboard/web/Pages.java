package io.keepsake.monitor.dashboard.web;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** What is not JSON. */
final class Pages {

  private static final Duration FRESH = Duration.ofSeconds(30);
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final StateFeed feed;
  private final Optional<Supplier<String>> metrics;

  Pages(StateFeed feed, Optional<Supplier<String>> metrics) {
    this.feed = feed;
    this.metrics = metrics;
  }

  Answer dashboard() {
    return Assets.page("dashboard.html");
  }

  Answer metrics() {
    Supplier<String> text =
        metrics.orElseThrow(
            () -> new Refusal(Refusal.Kind.NOT_FOUND, "This agent publishes no metrics"));
    return Answer.of(PROMETHEUS, text.get());
  }

  /** Tells nothing but whether the agent answers, so that everybody may ask. */
  Answer health() throws InterruptedException {
    return feed.isFresh(FRESH)
        ? Answer.text(200, "ok")
        : Answer.text(503, "The agent has not told its state for half a minute");
  }
}

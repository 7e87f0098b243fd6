package io.keepsake.monitor.metrics;

/** Answers monitoring systems. Safe for use by many threads. */
public interface MetricsExporter {

  /**
   * The figures as they are now.
   *
   * @param accept the {@code Accept} header of who asks; may be empty
   */
  Scrape scrape(String accept);

  /**
   * An answer.
   *
   * @param contentType its media type
   * @param body its text, for UTF-8
   */
  record Scrape(String contentType, String body) {}
}

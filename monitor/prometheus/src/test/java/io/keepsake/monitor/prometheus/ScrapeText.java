package io.keepsake.monitor.prometheus;

import io.keepsake.monitor.metrics.MetricsSnapshot;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A scrape, taken apart.
 *
 * @param body the whole of it
 */
record ScrapeText(String body) {

  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? ([^ ]+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  static ScrapeText of(MetricsSnapshot snapshot) {
    return new ScrapeText(new PrometheusExporterProvider().open(() -> snapshot).scrape("").body());
  }

  /** Values by names and labels, as they are written. */
  Map<String, Double> samples() {
    Map<String, Double> samples = new TreeMap<>();
    for (String line : body.lines().filter(one -> !one.startsWith("#")).toList()) {
      Matcher matcher = SAMPLE.matcher(line);
      if (!matcher.matches()) {
        throw new AssertionError("No sample: " + line);
      }
      String labels = matcher.group(2) == null ? "" : matcher.group(2);
      samples.put(matcher.group(1) + "{" + labels + "}", Double.valueOf(matcher.group(3)));
    }
    return samples;
  }

  /** The names of labels by the names of figures. */
  Map<String, SortedSet<String>> labels() {
    Map<String, SortedSet<String>> labels = new TreeMap<>();
    for (String sample : samples().keySet()) {
      SortedSet<String> names =
          labels.computeIfAbsent(sample.replaceFirst("\\{.*", ""), _ -> new TreeSet<>());
      LABEL.matcher(sample).results().forEach(label -> names.add(label.group(1)));
    }
    return labels;
  }
}

package io.keepsake.monitor.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.monitor.metrics.MetricsExporter;
import io.keepsake.monitor.metrics.MetricsSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a scrape says. */
class PrometheusExporterTest {

  @Test
  void figuresAreWhatTheyShouldBe() {
    Map<String, Double> samples = ScrapeText.of(Figures.full()).samples();
    Map<String, Double> some =
        Map.of(
            "keepsake_provider_response_seconds{percentile=\"95\",provider=\"aws\",vault=\"wedding\"}",
            0.9,
            "keepsake_provider_availability_ratio{provider=\"aws\",vault=\"wedding\"}",
            0.995,
            "keepsake_provider_used_bytes{provider=\"aws\",vault=\"wedding\"}",
            (double) (1L << 40),
            "keepsake_collected_timestamp_seconds{vault=\"wedding\"}",
            1782907200.5,
            "keepsake_alerts{severity=\"critical\",vault=\"wedding\"}",
            2.0,
            "keepsake_alerts{severity=\"warning\",vault=\"wedding\"}",
            0.0,
            "keepsake_job_overdue{job_name=\"photos\",vault=\"wedding\",verb=\"backup\"}",
            1.0,
            "keepsake_job_last_bytes{job_name=\"photos\",kind=\"stored\",vault=\"wedding\",verb=\"backup\"}",
            5.0,
            "keepsake_job_last_duration_seconds{job_name=\"photos\",vault=\"wedding\",verb=\"backup\"}",
            60.0,
            "keepsake_snapshots{vault=\"wedding\"}",
            7.0);
    some.forEach((name, value) -> assertEquals(value, samples.get(name), name + " of " + samples));
  }

  @Test
  void oneStatusIsTheCase() {
    Map<String, Double> samples = ScrapeText.of(Figures.full()).samples();
    for (String status : List.of("healthy", "degraded", "unhealthy", "offline")) {
      String name =
          "keepsake_provider_status{provider=\"aws\",status=\"%s\",vault=\"wedding\"}"
              .formatted(status);
      assertEquals(status.equals("degraded") ? 1.0 : 0.0, samples.get(name), name);
    }
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    assertEquals(
        Set.of("keepsake_version", "keepsake_collected_timestamp_seconds", "keepsake_alerts"),
        ScrapeText.of(Figures.unknown()).labels().keySet());
  }

  /** Free text, such as errors and messages, would make new series without end. */
  @Test
  void noFreeTextIsALabel() {
    String body = ScrapeText.of(Figures.full()).body();
    assertTrue(!body.contains("said no") && !body.contains("owed\"") && !body.contains("anything"));
  }

  @Test
  void whatIsGoneLeavesNothingBehind() {
    List<MetricsSnapshot> both = List.of(Figures.full(), Figures.unknown());
    var next = both.iterator();
    MetricsExporter exporter = new PrometheusExporterProvider().open(next::next);
    assertTrue(exporter.scrape("").body().contains("provider=\"aws\""));
    assertTrue(!exporter.scrape("").body().contains("provider=\"aws\""));
  }

  @Test
  void theFormatIsTheOneThatIsAskedFor() {
    MetricsExporter exporter = new PrometheusExporterProvider().open(Figures::full);
    MetricsExporter.Scrape text = exporter.scrape("text/html, */*");
    MetricsExporter.Scrape open =
        exporter.scrape("application/openmetrics-text;version=1.0.0,text/plain;q=0.5");
    assertTrue(text.contentType().startsWith("text/plain; version=0.0.4"), text.contentType());
    assertTrue(open.contentType().startsWith("application/openmetrics-text"), open.contentType());
    assertTrue(open.body().endsWith("# EOF\n"), open.body());
    assertTrue(!text.body().contains("# EOF"));
    assertTrue(text.body().contains("# TYPE keepsake_snapshots gauge\n"), text.body());
  }
}

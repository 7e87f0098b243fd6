package io.keepsake.monitor.dashboard.web;

import io.keepsake.core.spi.storage.StoreUsage;
import io.keepsake.monitor.dashboard.ProviderCard;
import io.keepsake.monitor.dashboard.Sample;
import io.keepsake.monitor.dashboard.StatusBucket;
import io.keepsake.monitor.health.ProviderHealthMetrics;
import io.keepsake.monitor.health.ResponseTime;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Providers. */
final class ProviderJson {

  private ProviderJson() {}

  static void write(JsonGenerator json, List<ProviderCard> providers) {
    JsonText.objects(json, providers, ProviderJson::provider);
  }

  private static void provider(JsonGenerator json, ProviderCard card) {
    json.writeStringProperty("id", card.health().providerId());
    json.writeStringProperty("role", card.role().word());
    card.region().ifPresent(region -> json.writeStringProperty("region", region));
    json.writeStringProperty("location", card.location());
    health(json, card.health());
    json.writeName("samples");
    JsonText.objects(json, card.samples(), ProviderJson::sample);
    json.writeName("history");
    JsonText.objects(json, card.history(), ProviderJson::bucket);
  }

  private static void health(JsonGenerator json, ProviderHealthMetrics health) {
    JsonText.word(json, "status", health.status());
    json.writeBooleanProperty("healthy", health.healthy());
    health.responseTime().ifPresent(time -> responseTime(json, time));
    json.writeNumberProperty("availabilityPercentage", health.availabilityPercentage());
    json.writeNumberProperty("errorRate", health.errorRate());
    json.writeNumberProperty("performanceScore", health.performanceScore());
    JsonText.time(json, "lastProbe", health.lastProbe());
    JsonText.time(json, "lastSuccess", health.lastSuccess());
    health.lastError().ifPresent(error -> json.writeStringProperty("lastError", error));
    health.usage().ifPresent(usage -> usage(json, usage));
  }

  private static void responseTime(JsonGenerator json, ResponseTime time) {
    json.writeObjectPropertyStart("responseTime");
    JsonText.seconds(json, "p50Seconds", time.p50());
    JsonText.seconds(json, "p95Seconds", time.p95());
    JsonText.seconds(json, "meanSeconds", time.mean());
    json.writeEndObject();
  }

  private static void usage(JsonGenerator json, StoreUsage usage) {
    usage.usedBytes().ifPresent(bytes -> json.writeNumberProperty("usedBytes", bytes));
    usage.availableBytes().ifPresent(bytes -> json.writeNumberProperty("availableBytes", bytes));
  }

  private static void sample(JsonGenerator json, Sample sample) {
    JsonText.time(json, "time", sample.time());
    sample.response().ifPresent(time -> JsonText.seconds(json, "seconds", time));
  }

  private static void bucket(JsonGenerator json, StatusBucket bucket) {
    JsonText.time(json, "from", bucket.from());
    JsonText.time(json, "until", bucket.until());
    bucket.worst().ifPresent(worst -> JsonText.word(json, "worst", worst));
  }
}

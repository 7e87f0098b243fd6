package io.keepsake.alerts.webhook;

import io.keepsake.alerts.outlet.HttpMessage;
import io.keepsake.alerts.outlet.HttpOutlet;
import io.keepsake.alerts.outlet.WebhookUrl;
import io.keepsake.core.spi.alert.AlertSink;
import io.keepsake.core.spi.alert.Delivery;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.core.spi.crypto.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A web service that takes JSON, or what a template makes. */
final class WebhookSink implements AlertSink {

  private final WebhookConfig config;
  private final InstantSource clock;
  private final HttpOutlet outlet;

  private WebhookSink(WebhookConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    WebhookUrl url = config.url();
    outlet =
        new HttpOutlet(
            url.peer(), (status, _) -> advice(status, config.token()), config.redaction(), clock);
  }

  static WebhookSink open(WebhookConfig config, InstantSource clock) {
    return new WebhookSink(config, clock);
  }

  @Override
  public Delivery deliver(Notification notification, Duration deadline)
      throws InterruptedException {
    String body =
        config
            .template()
            .map(template -> template.fill(notification))
            .orElseGet(() -> NoticeJson.of(notification));
    Map<String, String> headers = new HashMap<>();
    headers.put("Idempotency-Key", fitForHeader(notification.id()));
    config.token().ifPresent(token -> headers.put("Authorization", "Bearer " + token));
    try {
      config
          .signingKey()
          .ifPresent(key -> headers.putAll(new Signature(key).headers(body, clock.instant())));
    } catch (IllegalStateException e) {
      return Delivery.Deferred.because("The sink is closed");
    }
    HttpMessage message = new HttpMessage("POST", config.contentType(), body, headers);
    return outlet.send(config.url(), message, deadline);
  }

  private static String fitForHeader(String id) {
    return id.matches("[\\x21-\\x7e]+") ? id : URLEncoder.encode(id, StandardCharsets.UTF_8);
  }

  private static Optional<String> advice(int status, Optional<String> token) {
    return status == 401 && token.isEmpty()
        ? Optional.of("it wants to know who asks; give this sink a token with token-file")
        : Optional.empty();
  }

  @Override
  public void close() {
    outlet.close();
    config.signingKey().ifPresent(Secret::close);
  }
}

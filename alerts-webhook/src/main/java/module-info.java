import io.keepsake.alerts.webhook.WebhookSinkProvider;
import io.keepsake.core.spi.alert.AlertSinkProvider;

/**
 * Notices in Microsoft Teams and to web services, and signs of life to watchers.
 *
 * @provides AlertSinkProvider for sinks of the types {@code teams}, {@code webhook} and {@code
 *     heartbeat}
 */
module io.keepsake.alerts.webhook {
  requires io.keepsake.alerts.outlet;
  requires io.keepsake.core;
  requires static org.jspecify;

  provides AlertSinkProvider with
      WebhookSinkProvider;
}

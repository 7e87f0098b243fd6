import io.keepsake.alerts.slack.SlackSinkProvider;
import io.keepsake.core.spi.alert.AlertSinkProvider;

/**
 * Notices in Slack channels.
 *
 * @provides AlertSinkProvider for sinks of type {@code slack}
 */
module io.keepsake.alerts.slack {
  requires io.keepsake.alerts.outlet;
  requires io.keepsake.core;
  requires static org.jspecify;

  provides AlertSinkProvider with
      SlackSinkProvider;
}

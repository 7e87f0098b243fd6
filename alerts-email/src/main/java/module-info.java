import io.keepsake.alerts.email.EmailSinkProvider;
import io.keepsake.core.spi.alert.AlertSinkProvider;

/**
 * Notices by e-mail.
 *
 * @provides AlertSinkProvider for sinks of type {@code email}
 */
module io.keepsake.alerts.email {
  requires io.keepsake.alerts.outlet;
  requires io.keepsake.core;
  requires jakarta.mail;
  requires org.eclipse.angus.mail;
  requires org.slf4j;
  requires static org.jspecify;

  provides AlertSinkProvider with
      EmailSinkProvider;
}

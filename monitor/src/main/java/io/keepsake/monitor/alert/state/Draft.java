package io.keepsake.monitor.alert.state;

import io.keepsake.core.spi.alert.Alert;
import io.keepsake.core.spi.alert.Notification;
import java.util.List;

/**
 * A notice that is to be sent.
 *
 * @param reason why
 * @param alerts of what, at least one
 */
public record Draft(Notification.Reason reason, List<Alert> alerts) {

  /** Copies the list. */
  public Draft {
    alerts = List.copyOf(alerts);
  }
}

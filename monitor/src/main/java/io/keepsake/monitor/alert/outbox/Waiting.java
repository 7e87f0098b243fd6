package io.keepsake.monitor.alert.outbox;

import io.keepsake.core.spi.alert.Alert;
import io.keepsake.core.spi.alert.Notification;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A notice on its way to one sink.
 *
 * @param sequence later notices have a higher one
 */
public record Waiting(long sequence, Notification notification) {

  Set<String> identities() {
    return notification.alerts().stream().map(Alert::identity).collect(Collectors.toSet());
  }

  /** Without some alerts; empty if none is left. */
  Optional<Waiting> without(Set<String> identities) {
    List<Alert> rest =
        notification.alerts().stream()
            .filter(alert -> !identities.contains(alert.identity()))
            .toList();
    if (rest.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Waiting(
            sequence,
            new Notification(
                notification.id(),
                notification.reason(),
                notification.origin(),
                notification.time(),
                rest)));
  }
}

package io.keepsake.cli.agent;

import io.keepsake.monitor.alert.ListedAlert;
import io.keepsake.monitor.alert.state.Acknowledgement;
import io.keepsake.monitor.alert.state.Silence;
import io.keepsake.monitor.dashboard.AlertCard;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Alerts as the dashboard shows them. */
final class BoardAlerts {

  private BoardAlerts() {}

  static AlertCard card(ListedAlert listed, List<Silence> silences) {
    Optional<Instant> silenced =
        listed.marks().contains(ListedAlert.Mark.SILENCED)
            ? silences.stream()
                .filter(
                    each -> each.matcher().matches(listed.alert().rule(), listed.alert().subject()))
                .map(Silence::until)
                .max(Instant::compareTo)
            : Optional.empty();
    return new AlertCard(
        listed.alert(), listed.acknowledgement().map(Acknowledgement::time), silenced);
  }
}

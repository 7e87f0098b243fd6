package io.keepsake.cli.agent;

import io.keepsake.monitor.alert.AlertCenter;
import io.keepsake.monitor.alert.AlertCommands;
import io.keepsake.monitor.alert.AlertRunner;
import io.keepsake.monitor.alert.state.AlertMatcher;
import io.keepsake.monitor.alert.state.Silence;
import io.keepsake.monitor.dashboard.DashboardSource.Handling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What people do about alerts on the dashboard: the same commands as those of the command line.
 *
 * @param alerts what is wrong
 * @param commands where it is left
 * @param runner carries it out
 */
record BoardHandling(AlertCenter alerts, AlertCommands commands, AlertRunner runner) {

  private static final String WHO = "dashboard";

  private interface Command {
    void leave() throws IOException;
  }

  Handling acknowledge(String identity) {
    return goesOn(identity)
        ? left(() -> commands.acknowledge(identity, WHO, ""))
        : Handling.NO_SUCH_ALERT;
  }

  Handling silence(String identity, Duration length, String reason) {
    return goesOn(identity)
        ? left(() -> commands.silence(only(identity), Instant.now().plus(length), reason, WHO))
        : Handling.NO_SUCH_ALERT;
  }

  Handling unsilence(String identity) {
    List<String> own =
        alerts.listing().silences().stream()
            .filter(silence -> silence.matcher().equals(only(identity)))
            .map(Silence::id)
            .toList();
    if (own.isEmpty()) {
      return Handling.NO_SUCH_SILENCE;
    }
    return left(
        () -> {
          for (String silence : own) {
            commands.unsilence(silence);
          }
        });
  }

  /** Names of providers and schedules have no asterisk, so no other alert matches. */
  private static AlertMatcher only(String identity) {
    return new AlertMatcher(Optional.of(identity), Optional.empty(), Optional.empty());
  }

  private boolean goesOn(String identity) {
    return alerts.listing().alerts().stream()
        .anyMatch(
            each -> each.alert().identity().equals(identity) && each.alert().ended().isEmpty());
  }

  private Handling left(Command command) {
    try {
      command.leave();
      runner.tickSoon();
      return Handling.NOTED;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

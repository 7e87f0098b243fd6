package io.keepsake.monitor.dashboard.web;

import io.keepsake.core.spi.crypto.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Dashboards on free ports, for tests. */
final class Dashboards {

  static final String TOKEN = "correct-horse-battery";
  static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private static final Duration SOON = Duration.ofMillis(50);

  private Dashboards() {}

  static Dashboard open(StandingSource source) throws IOException {
    return openAt(0, source);
  }

  static Dashboard openAt(int port, StandingSource source) throws IOException {
    return Dashboard.start(settings(port, Optional.empty()), source, Optional.of(() -> "up 1\n"));
  }

  static Dashboard withToken(StandingSource source) throws IOException {
    return Dashboard.start(settings(0, Optional.of(TOKEN)), source, Optional.empty());
  }

  private static DashboardSettings settings(int port, Optional<String> token) {
    return new DashboardSettings(
        LOOPBACK,
        port,
        token.map(text -> Secret.ofUtf8(text.toCharArray())),
        Set.of("Backups.Example.Org"),
        SOON);
  }
}

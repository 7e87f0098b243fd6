package io.keepsake.testkit.alert;

import io.keepsake.core.spi.alert.Alert;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.core.spi.alert.Notification.Reason;
import io.keepsake.core.spi.alert.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Notifications to try sinks with. Each has an id of its own. */
public final class Notices {

  /** A word that each part of {@link #hostile()} that people should see holds. */
  public static final String HARMLESS = "tulip";

  private static final Instant SINCE = Instant.parse("2026-03-01T02:30:00Z");

  private static final String NASTY =
      """
      tulip <!channel> <https://evil.example|click> & <b>bold</b>
      [link](https://evil.example) *b* _i_ `c` {{id}} ${x} "quoted" \\
      Bcc: victim@evil.example\r
      .\r\n.\r
      \0\033[31m\007 😀👩‍👩‍👧 RTL-gnp.exe-PDF שלום HALF LINE-end.
      """
          .replace("RTL", "\u202E")
          .replace("PDF", "\u202C")
          .replace("HALF", "\uD800")
          .replace("LINE", "\u2028");

  private Notices() {}

  /** One critical alert. */
  public static Notification one() {
    return of(Reason.CHANGE, List.of(alert("aws", Severity.CRITICAL)));
  }

  /** Alerts of each severity. */
  public static Notification mixed(Reason reason) {
    return of(
        reason,
        List.of(
            alert("gcp", Severity.RESOLVED),
            alert("aws", Severity.CRITICAL),
            alert("nas", Severity.WARNING)));
  }

  /** So many alerts, with long sentences and many facts. */
  public static Notification many(int count) {
    Severity[] severities = Severity.values();
    return of(
        Reason.CHANGE,
        IntStream.range(0, count)
            .mapToObj(i -> large("provider" + i, severities[i % severities.length]))
            .toList());
  }

  /** One alert whose every part is made by an enemy, but for the times. */
  public static Notification hostile() {
    return new Notification(
        UUID.randomUUID().toString(),
        Reason.CHANGE,
        NASTY,
        SINCE,
        List.of(
            new Alert(
                NASTY,
                NASTY,
                NASTY,
                Severity.CRITICAL,
                NASTY,
                Map.of(NASTY, NASTY, "x".repeat(5_000) + " " + HARMLESS, "y".repeat(50_000)),
                SINCE,
                Optional.empty())));
  }

  private static Notification of(Reason reason, List<Alert> alerts) {
    return new Notification(
        UUID.randomUUID().toString(), reason, "photos on studio", SINCE.plusSeconds(90), alerts);
  }

  private static Alert alert(String subject, Severity severity) {
    return new Alert(
        "provider-offline/" + subject,
        "provider-offline",
        subject,
        severity,
        "Provider %s is offline since 02:30; backups go to the others. Check its network."
            .formatted(subject),
        Map.of("errors", "12", "last error", "connection refused"),
        SINCE,
        ended(severity));
  }

  private static Alert large(String subject, Severity severity) {
    Map<String, String> facts =
        IntStream.range(0, 15)
            .boxed()
            .collect(Collectors.toMap(i -> "fact " + i, i -> "value & <" + i + "> ".repeat(90)));
    return new Alert(
        "provider-slow/" + subject,
        "provider-slow",
        subject,
        severity,
        subject + " is slow. " + "It takes & takes <long>. ".repeat(300),
        facts,
        SINCE,
        ended(severity));
  }

  private static Optional<Instant> ended(Severity severity) {
    return severity == Severity.RESOLVED ? Optional.of(SINCE.plusSeconds(60)) : Optional.empty();
  }
}

package io.keepsake.cli.verb;

import io.keepsake.cli.config.Times;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.vault.AuditedRecord;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** From when on audit records are wanted. */
class AuditSince {

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "Only records from then on: a time ago such as 12h or 30d, a date such as 2026-11-01, or"
              + " a time such as 2026-11-01T08:00:00Z.")
  private Optional<String> since = Optional.empty();

  /**
   * Checks what was given.
   *
   * @throws UsageException if it is no time
   */
  final void check() throws UsageException {
    since(Instant.now());
  }

  /** The records among these from then on, in the same order. */
  List<AuditedRecord> of(List<AuditedRecord> records) throws UsageException {
    Optional<Instant> from = since(Instant.now());
    return records.stream()
        .filter(record -> from.isEmpty() || !record.time().isBefore(from.get()))
        .toList();
  }

  private Optional<Instant> since(Instant now) throws UsageException {
    if (since.isEmpty()) {
      return Optional.empty();
    }
    String text = since.get();
    Optional<Duration> ago = Times.parse(text);
    if (ago.isPresent()) {
      return Optional.of(now.minus(ago.get()));
    }
    try {
      return Optional.of(
          text.contains("T")
              ? Instant.parse(text)
              : LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant());
    } catch (DateTimeException e) {
      throw UsageException.usage(
          "--since is a time ago such as 12h or 30d, a date such as 2026-11-01, or a time such as"
              + " 2026-11-01T08:00:00Z, not '%s'.".formatted(text));
    }
  }
}

package io.keepsake.monitor.alert.rule;

import io.keepsake.core.spi.alert.Severity;
import io.keepsake.monitor.health.HealthStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The thresholds of all rules. {@link #with} replaces some of them by their names.
 *
 * @param provider measurements in a row for what is said of how providers answer
 * @param slow time that 19 in 20 calls stay below
 * @param errors share of calls that fail
 * @param debts age of the oldest debt
 * @param overdue time since a backup was due
 * @param failed runs of a backup that failed in a row
 * @param drill time since a drill was due
 * @param damage findings of a verification at one provider
 * @param quota share of the room that is used
 * @param full time until a provider is full
 * @param expiry time until a certificate or credential expires
 * @param rotation age of the data keys
 */
public record AlertLimits(
    Confirmation provider,
    DurationLimits slow,
    ShareLimits errors,
    DurationLimits debts,
    DurationLimits overdue,
    CountLimits failed,
    DurationLimits drill,
    CountLimits damage,
    ShareLimits quota,
    DurationLimits full,
    DurationLimits expiry,
    DurationLimits rotation) {

  /** What holds unless it is replaced. */
  public static final AlertLimits STANDARD =
      new AlertLimits(
          new Confirmation(2, 3),
          new DurationLimits(Duration.ofSeconds(5), Duration.ofSeconds(30)),
          new ShareLimits(0.05, 0.25),
          new DurationLimits(Duration.ofDays(1), Duration.ofDays(7)),
          new DurationLimits(Duration.ofHours(2), Duration.ofDays(2)),
          new CountLimits(1, 3),
          new DurationLimits(Duration.ofDays(1), Duration.ofDays(14)),
          new CountLimits(1, 100),
          new ShareLimits(0.85, 0.95),
          new DurationLimits(Duration.ofDays(14), Duration.ofDays(3)),
          new DurationLimits(Duration.ofDays(21), Duration.ofDays(5)),
          new DurationLimits(Duration.ofDays(365), Duration.ofDays(730)));

  /** Checks the order of the limits. */
  public AlertLimits {
    slow = slow.rising();
    debts = debts.rising();
    overdue = overdue.rising();
    drill = drill.rising();
    full = full.falling();
    expiry = expiry.falling();
    rotation = rotation.rising();
  }

  /**
   * These, but for some.
   *
   * @param values by names such as {@code slow.warning}, {@code quota.critical} or {@code
   *     provider.failures}: times as {@code 90s}, {@code 15m}, {@code 24h} or {@code 30d}, shares
   *     as {@code 85%}, or numbers
   * @throws IllegalArgumentException if a name is not known, or a value is none or out of order:
   *     one sentence for people that names it
   */
  public AlertLimits with(Map<String, String> values) {
    LimitValues read = new LimitValues(values);
    AlertLimits limits = read(read);
    read.requireAllRead();
    return limits;
  }

  /** The names that {@link #with} knows, sorted. */
  public static List<String> names() {
    LimitValues none = new LimitValues(Map.of());
    STANDARD.read(none);
    return none.known();
  }

  private AlertLimits read(LimitValues read) {
    return new AlertLimits(
        read.confirmation("provider", provider),
        read.durations("slow", slow, DurationLimits::rising),
        read.shares("errors", errors),
        read.durations("debts", debts, DurationLimits::rising),
        read.durations("overdue", overdue, DurationLimits::rising),
        read.counts("failed", failed),
        read.durations("drill", drill, DurationLimits::rising),
        read.counts("damage", damage),
        read.shares("quota", quota),
        read.durations("full", full, DurationLimits::falling),
        read.durations("expiry", expiry, DurationLimits::falling),
        read.durations("rotation", rotation, DurationLimits::rising));
  }

  /** All rules, with these thresholds. */
  public List<Rule> rules() {
    return List.of(
        new ProviderStatusRule(HealthStatus.OFFLINE, Severity.CRITICAL, provider),
        new ProviderStatusRule(HealthStatus.UNHEALTHY, Severity.CRITICAL, provider),
        new ProviderStatusRule(HealthStatus.DEGRADED, Severity.WARNING, provider),
        new SlowRule(slow, provider),
        new ErrorsRule(errors, provider),
        new DebtRule(debts),
        new BackupOverdueRule(overdue),
        new BackupFailedRule(failed),
        new DamageRule(damage),
        new DrillRule(Severity.CRITICAL),
        new DrillOverdueRule(drill),
        new QuotaRule(quota),
        new FullSoonRule(full),
        new ExpiryRule(Observation.Pass.CERTIFICATE, expiry),
        new ExpiryRule(Observation.Pass.CREDENTIAL, expiry),
        new KeyRotationRule(rotation));
  }
}

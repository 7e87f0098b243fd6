package io.keepsake.monitor.alert.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.alert.Severity;
import io.keepsake.core.vault.FailoverResult.Verdict;
import io.keepsake.monitor.alert.Facts;
import io.keepsake.monitor.health.HealthStatus;
import io.keepsake.monitor.health.ResponseTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What each rule says of which fact, at its limits. */
class RulesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  /** Severities by rule, of all rules that have something to say. */
  private static Map<String, Severity> look(Observation fact) {
    Map<String, Severity> said = new TreeMap<>();
    for (Rule rule : AlertLimits.STANDARD.rules()) {
      rule.look(fact, NOW)
          .ifPresent(
              finding -> {
                said.put(rule.name(), finding.severity());
                assertTrue(!finding.summary().isBlank() && !finding.summary().endsWith("."));
              });
    }
    return said;
  }

  private static Severity only(Observation fact) {
    Map<String, Severity> said = look(fact);
    assertEquals(1, said.size(), said.toString());
    return said.values().iterator().next();
  }

  private static Instant ago(Duration age) {
    return NOW.minus(age);
  }

  @Test
  void providers() {
    assertEquals(
        Map.of(
            "provider-offline", Severity.CRITICAL,
            "provider-unhealthy", Severity.CRITICAL,
            "provider-degraded", Severity.WARNING),
        look(Facts.provider("aws", HealthStatus.OFFLINE, NOW)));
    assertEquals(
        Map.of(
            "provider-offline", Severity.RESOLVED,
            "provider-unhealthy", Severity.RESOLVED,
            "provider-degraded", Severity.WARNING,
            "provider-slow", Severity.WARNING,
            "provider-errors", Severity.WARNING),
        look(Facts.provider("aws", HealthStatus.DEGRADED, NOW)));
  }

  @Test
  void slow() {
    assertEquals(Severity.RESOLVED, slow(Duration.ofMillis(4_999)));
    assertEquals(Severity.WARNING, slow(Duration.ofSeconds(5)));
    assertEquals(Severity.CRITICAL, slow(Duration.ofSeconds(30)));
  }

  private static Severity slow(Duration p95) {
    ResponseTime time = new ResponseTime(Duration.ofMillis(1), p95, Duration.ofMillis(1));
    return look(Facts.metrics(
            "aws", HealthStatus.HEALTHY, Optional.of(time), 0, NOW, Optional.empty()))
        .get("provider-slow");
  }

  @Test
  void debts() {
    Duration day = Duration.ofDays(1);
    assertEquals(Severity.RESOLVED, only(debts(0, Optional.empty())));
    assertEquals(Map.of(), look(debts(3, Optional.empty())));
    assertEquals(Severity.RESOLVED, only(debts(3, Optional.of(ago(day.minusSeconds(1))))));
    assertEquals(Severity.WARNING, only(debts(3, Optional.of(ago(day)))));
    assertEquals(Severity.CRITICAL, only(debts(3, Optional.of(ago(day.multipliedBy(7))))));
  }

  private static Observation debts(long objects, Optional<Instant> since) {
    return new Observation.Debts("aws", objects, objects << 20, since);
  }

  @Test
  void backups() {
    assertEquals(
        Map.of("backup-overdue", Severity.RESOLVED, "backup-failed", Severity.WARNING),
        look(runs(Optional.of(ago(Duration.ofMinutes(119))), 1)));
    assertEquals(
        Map.of("backup-overdue", Severity.WARNING, "backup-failed", Severity.CRITICAL),
        look(runs(Optional.of(ago(Duration.ofHours(2))), 3)));
    assertEquals(
        Map.of("backup-overdue", Severity.CRITICAL, "backup-failed", Severity.RESOLVED),
        look(runs(Optional.of(ago(Duration.ofDays(2))), 0)));
  }

  private static Observation runs(Optional<Instant> due, int failures) {
    return new Observation.BackupRuns("nightly", Optional.empty(), due, failures, Optional.empty());
  }

  @Test
  void damageOfTheVaultIsCriticalAndOfOneProviderWhenThereIsMuch() {
    assertEquals(Severity.RESOLVED, only(verified("aws", 0)));
    assertEquals(Severity.WARNING, only(verified("aws", 1)));
    assertEquals(Severity.CRITICAL, only(verified("aws", 100)));
    assertEquals(Severity.CRITICAL, only(verified(Observation.VAULT, 1)));
  }

  private static Observation verified(String subject, long findings) {
    return new Observation.Verified(subject, NOW, findings, Optional.of("packs/ab/cd"));
  }

  @Test
  void drills() {
    assertEquals(
        Severity.RESOLVED, only(new Observation.Drilled("aws", NOW, Verdict.PASSED, "all came")));
    assertEquals(
        Severity.CRITICAL,
        only(new Observation.Drilled("aws", NOW, Verdict.FAILED, "one is gone")));
  }

  @Test
  void overdueDrills() {
    assertEquals(Severity.RESOLVED, only(drills(Optional.empty())));
    assertEquals(Severity.RESOLVED, only(drills(Optional.of(ago(Duration.ofHours(23))))));
    assertEquals(Severity.WARNING, only(drills(Optional.of(ago(Duration.ofDays(1))))));
    assertEquals(Severity.CRITICAL, only(drills(Optional.of(ago(Duration.ofDays(14))))));
  }

  private static Observation drills(Optional<Instant> due) {
    return new Observation.DrillRuns("monthly", Optional.empty(), due);
  }

  @Test
  void quota() {
    assertEquals(Severity.RESOLVED, quota(84, 16));
    assertEquals(Severity.WARNING, quota(85, 15));
    assertEquals(Severity.CRITICAL, quota(95, 5));
    assertEquals(Severity.CRITICAL, quota(0, 0));
  }

  private static Severity quota(long used, long available) {
    UsageSample sample = new UsageSample(NOW, OptionalLong.of(used), available);
    return look(new Observation.Room("nas", List.of(sample))).get("quota-used");
  }

  @Test
  void expiryAndRotation() {
    assertEquals(Severity.RESOLVED, only(expires(Duration.ofDays(21).plusSeconds(1))));
    assertEquals(Severity.WARNING, only(expires(Duration.ofDays(21))));
    assertEquals(Severity.CRITICAL, only(expires(Duration.ofDays(5))));
    assertEquals(Severity.CRITICAL, only(expires(Duration.ofDays(-1))));
    assertEquals(Severity.WARNING, only(new Observation.KeyEpoch("1", ago(Duration.ofDays(365)))));
    assertEquals(Severity.RESOLVED, only(new Observation.KeyEpoch("1", ago(Duration.ofDays(364)))));
  }

  private static Observation expires(Duration in) {
    return new Observation.Expiry("aws", Observation.Pass.CERTIFICATE, NOW.plus(in));
  }

  @Test
  void everyRuleHasANameOfItsOwnAndIsMutedByOnesThatAreThere() {
    List<String> names = AlertLimits.STANDARD.rules().stream().map(Rule::name).toList();
    assertEquals(names.size(), names.stream().distinct().count());
    AlertLimits.STANDARD.rules().forEach(rule -> assertTrue(names.containsAll(rule.mutedBy())));
  }

  @Test
  void thresholdsAreReplacedByName() {
    AlertLimits limits =
        AlertLimits.STANDARD.with(
            Map.of(
                "slow.warning", "250ms",
                "quota.warning", "70.5%",
                "failed.critical", "2",
                "provider.failures", "4",
                "full.warning", "30d"));
    assertEquals(Duration.ofMillis(250), limits.slow().warning());
    assertEquals(0.705, limits.quota().warning(), 1e-9);
    assertEquals(2, limits.failed().critical());
    assertEquals(new Confirmation(4, 3), limits.provider());
    assertEquals(Duration.ofDays(30), limits.full().warning());
    assertEquals(AlertLimits.STANDARD.debts(), limits.debts());
  }

  @Test
  void whatIsNoThresholdIsNamed() {
    assertEquals(
        "Threshold 'slow.warning': '5' is no time, such as 90s, 15m, 24h or 30d",
        problem("slow.warning", "5"));
    assertTrue(problem("slow.wrong", "5s").startsWith("There is no threshold 'slow.wrong'"));
    assertTrue(problem("slow.warning", "40s").startsWith("Thresholds 'slow': "));
    assertTrue(problem("quota.critical", "101%").startsWith("Thresholds 'quota': "));
    assertTrue(problem("provider.failures", "0").startsWith("Thresholds 'provider': "));
    assertTrue(problem("expiry.critical", "60d").startsWith("Thresholds 'expiry': "));
  }

  private static String problem(String name, String value) {
    return assertThrows(
            IllegalArgumentException.class, () -> AlertLimits.STANDARD.with(Map.of(name, value)))
        .getMessage();
  }
}

package io.keepsake.cli.config;

import io.keepsake.cli.config.shape.Keys;
import io.keepsake.cli.config.shape.Shape;
import io.keepsake.monitor.health.HealthProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The section {@code monitoring}: a profile, and thresholds that replace some of its own. */
final class MonitoringSection {

  private static final String PROFILE = "profile";

  private static final Map<String, BiFunction<HealthProfile, Duration, HealthProfile>> TIMES =
      new LinkedHashMap<>();
  private static final Map<String, BiFunction<HealthProfile, Double, HealthProfile>> SHARES =
      new LinkedHashMap<>();
  private static final Map<String, BiFunction<HealthProfile, Integer, HealthProfile>> COUNTS =
      new LinkedHashMap<>();

  static {
    TIMES.put("probe-interval", HealthProfile::withProbeInterval);
    TIMES.put("probe-deadline", HealthProfile::withProbeDeadline);
    TIMES.put("usage-interval", HealthProfile::withUsageInterval);
    TIMES.put("window", HealthProfile::withWindow);
    TIMES.put("slow-response", HealthProfile::withSlowResponse);
    SHARES.put("degraded-error-rate", HealthProfile::withDegradedErrorRate);
    SHARES.put("unhealthy-error-rate", HealthProfile::withUnhealthyErrorRate);
    SHARES.put("degraded-availability", HealthProfile::withDegradedAvailability);
    SHARES.put("unhealthy-availability", HealthProfile::withUnhealthyAvailability);
    COUNTS.put("degraded-after", HealthProfile::withDegradedAfter);
    COUNTS.put("unhealthy-after", HealthProfile::withUnhealthyAfter);
    COUNTS.put("offline-after", HealthProfile::withOfflineAfter);
    COUNTS.put("recovered-after", HealthProfile::withRecoveredAfter);
    COUNTS.put("minimum-calls", HealthProfile::withMinimumCalls);
  }

  static final Keys KEYS = keys();

  private static Keys keys() {
    Keys keys =
        Keys.of()
            .with(
                PROFILE,
                new Shape.Words(List.of("production", "development")),
                "The thresholds to begin with; leaving it out means production.");
    for (String time : TIMES.keySet()) {
      keys = keys.with(time, new Shape.Time(), "Replaces the profile's, such as 30s or 15m.");
    }
    for (String share : SHARES.keySet()) {
      keys = keys.with(share, new Shape.Weight(), "Replaces the profile's.");
    }
    for (String count : COUNTS.keySet()) {
      keys = keys.with(count, new Shape.Count(), "Replaces the profile's.");
    }
    return keys;
  }

  private final Section section;

  MonitoringSection(Node node, Problems problems) {
    this.section = Section.of(node, "monitoring", KEYS, problems);
  }

  /** What it says. Of use only if no problem was noted. */
  HealthProfile read() {
    section.requireKnown();
    List<Change> changes = new ArrayList<>();
    TIMES.forEach((key, with) -> add(changes, key, section.duration(key), with));
    SHARES.forEach((key, with) -> add(changes, key, section.weight(key), with));
    COUNTS.forEach((key, with) -> add(changes, key, section.count(key), with));
    return changed(profile(), changes);
  }

  /** One threshold that is given. */
  private record Change(String key, UnaryOperator<HealthProfile> to) {}

  private static <T> void add(
      List<Change> changes,
      String key,
      Optional<T> value,
      BiFunction<HealthProfile, T, HealthProfile> with) {
    value.ifPresent(given -> changes.add(new Change(key, profile -> with.apply(profile, given))));
  }

  /**
   * Each threshold has to fit the others, also those that are given and not yet set; so one that
   * does not is tried again behind them. As thresholds are only compared in pairs, there is an
   * order that sets all of them whenever the outcome is right.
   */
  private HealthProfile changed(HealthProfile profile, List<Change> changes) {
    HealthProfile now = profile;
    Map<String, String> refused = new LinkedHashMap<>();
    List<Change> left = changes;
    while (!left.isEmpty()) {
      List<Change> again = new ArrayList<>();
      refused.clear();
      for (Change change : left) {
        try {
          now = change.to().apply(now);
        } catch (IllegalArgumentException e) {
          again.add(change);
          refused.put(change.key(), e.getMessage());
        }
      }
      if (again.size() == left.size()) {
        refused.forEach((key, why) -> section.wrong(key, "it does not fit the others: " + why));
        return now;
      }
      left = again;
    }
    return now;
  }

  private HealthProfile profile() {
    Optional<ScalarNode> name = section.scalar(PROFILE);
    Optional<HealthProfile> named = name.flatMap(node -> HealthProfile.named(node.getValue()));
    if (name.isPresent() && named.isEmpty()) {
      section.wrong(
          PROFILE,
          "'production', which is what leaving it out means, or 'development' is expected");
    }
    return named.orElse(HealthProfile.PRODUCTION);
  }
}

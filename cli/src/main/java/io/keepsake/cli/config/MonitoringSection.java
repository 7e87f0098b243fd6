package io.keepsake.cli.config;

import io.keepsake.monitor.health.HealthProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
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

  private final Section section;

  MonitoringSection(Node node, Problems problems) {
    this.section = Section.of(node, "monitoring", problems);
  }

  /** What it says. Of use only if no problem was noted. */
  HealthProfile read() {
    List<String> known = new ArrayList<>(List.of(PROFILE));
    known.addAll(TIMES.keySet());
    known.addAll(SHARES.keySet());
    known.addAll(COUNTS.keySet());
    section.requireKnown(known);
    HealthProfile profile = profile();
    for (var time : TIMES.entrySet()) {
      profile = with(profile, time.getKey(), section.duration(time.getKey()), time.getValue());
    }
    for (var share : SHARES.entrySet()) {
      profile = with(profile, share.getKey(), section.weight(share.getKey()), share.getValue());
    }
    for (var count : COUNTS.entrySet()) {
      profile = with(profile, count.getKey(), section.count(count.getKey()), count.getValue());
    }
    return profile;
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

  private <T> HealthProfile with(
      HealthProfile profile,
      String key,
      Optional<T> value,
      BiFunction<HealthProfile, T, HealthProfile> change) {
    try {
      return value.map(to -> change.apply(profile, to)).orElse(profile);
    } catch (IllegalArgumentException e) {
      section.wrong(key, "it does not fit the others: " + e.getMessage());
      return profile;
    }
  }
}

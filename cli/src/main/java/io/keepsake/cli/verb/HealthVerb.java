package io.keepsake.cli.verb;

import io.keepsake.cli.agent.AgentPlace;
import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.Table;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.core.placement.Role;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.vault.VaultSettings;
import io.keepsake.monitor.health.HealthMonitor;
import io.keepsake.monitor.health.HealthSettings;
import io.keepsake.monitor.health.HealthSettings.Keeping;
import io.keepsake.monitor.health.HealthStatus;
import io.keepsake.monitor.health.HealthSummary;
import io.keepsake.monitor.health.ProviderHealthMetrics;
import io.keepsake.monitor.health.ResponseTime;
import io.keepsake.monitor.health.WatchedProvider;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;

/** {@code keepsake health}: probes all providers and tells how they fare. */
@Command(
    name = "health",
    description = {
      "Probe every provider now, and show how they have fared. Needs no passphrase. What the agent",
      "of this machine has measured counts too."
    },
    footer = {
      "",
      "Exit codes: 0 all are healthy, 1 too few for a backup answer,",
      "2 usage or configuration, 3 some are not healthy, 130 interrupted."
    })
public final class HealthVerb extends Verb {

  @Mixin private final VaultOptions vault = new VaultOptions();

  @Option(names = "--watch", description = "Probe again and again, until this is ended.")
  private boolean watch;

  /** The command for this shell. */
  public HealthVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Answer answer) throws Exception {
    AgentOptions options = AgentOptions.of(vault, shell(), messages());
    Plugins plugins = vault.plugins(options.settings().stores(), shell(), messages());
    HealthSettings settings =
        HealthSettings.of(
                WatchedProvider.all(options.settings(), plugins), options.plan().profile())
            .withState(AgentPlace.health(options.state()), Keeping.READ);
    try (HealthMonitor monitor = HealthMonitor.open(settings)) {
      monitor.probe();
      while (watch && !json()) {
        tell(answer, monitor);
        answer.line("");
        answer.flush();
        Thread.sleep(options.plan().profile().probeInterval());
        monitor.probe();
      }
      tell(answer, monitor);
      answer.document().ifPresent(json -> write(json, monitor));
      return code(options.settings(), monitor.metrics());
    }
  }

  private void tell(Answer answer, HealthMonitor monitor) {
    Table table =
        new Table("PROVIDER", "STATUS", "SCORE", "MEDIAN", "95%", "AVAILABLE", "ERRORS", "ROOM");
    for (ProviderHealthMetrics each : monitor.metrics()) {
      table.row(
          each.providerId(),
          word(each.status()),
          String.valueOf(each.performanceScore()),
          each.responseTime().map(ResponseTime::p50).map(HealthVerb::time).orElse("-"),
          each.responseTime().map(ResponseTime::p95).map(HealthVerb::time).orElse("-"),
          String.format(Locale.ROOT, "%.1f %%", each.availabilityPercentage()),
          String.format(Locale.ROOT, "%.1f %%", each.errorRate() * 100),
          room(each));
    }
    table.lines().forEach(answer::line);
    for (ProviderHealthMetrics each : monitor.metrics()) {
      each.lastError()
          .filter(_ -> !each.healthy())
          .ifPresent(error -> messages().warning(each.providerId() + ": " + error));
    }
    if (!quiet()) {
      answer.line(sentence(monitor.summary(0)));
    }
  }

  private static String room(ProviderHealthMetrics each) {
    return each.usage()
        .filter(usage -> usage.availableBytes().isPresent())
        .map(usage -> Human.size(usage.availableBytes().getAsLong()) + " left")
        .orElse("-");
  }

  private static String word(HealthStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private static String time(Duration time) {
    return time.toMillis() < 10_000 ? Math.max(1, time.toMillis()) + " ms" : Human.duration(time);
  }

  private static String sentence(HealthSummary summary) {
    if (summary.healthyProviders() == summary.totalProviders()) {
      return "all providers are healthy; score %d".formatted(summary.overallHealthScore());
    }
    return "%d healthy, %d degraded or unhealthy, %d offline; score %d"
        .formatted(
            summary.healthyProviders(),
            summary.degradedProviders(),
            summary.offlineProviders(),
            summary.overallHealthScore());
  }

  private static ExitCode code(VaultSettings settings, List<ProviderHealthMetrics> metrics) {
    if (metrics.stream().allMatch(ProviderHealthMetrics::healthy)) {
      return ExitCode.DONE;
    }
    Set<String> writable =
        settings.traits().stream()
            .filter(each -> each.role() != Role.READ_ONLY)
            .map(each -> each.id())
            .collect(Collectors.toSet());
    long answering =
        metrics.stream()
            .filter(each -> writable.contains(each.providerId()))
            .filter(each -> each.lastError().isEmpty() || each.healthy() || answers(each))
            .count();
    return answering >= settings.minimumCopies() ? ExitCode.DEGRADED : ExitCode.FAILED;
  }

  /** Whether the last probe, which was just now, was answered. */
  private static boolean answers(ProviderHealthMetrics each) {
    return each.lastProbe().isPresent()
        && each.lastSuccess().isPresent()
        && !each.lastSuccess().get().isBefore(each.lastProbe().get().minusSeconds(60));
  }

  private static void write(JsonGenerator json, HealthMonitor monitor) {
    json.writeArrayPropertyStart("providers");
    for (ProviderHealthMetrics each : monitor.metrics()) {
      json.writeStartObject();
      json.writeStringProperty("id", each.providerId());
      json.writeStringProperty("status", word(each.status()));
      json.writeBooleanProperty("healthy", each.healthy());
      json.writeNumberProperty("performanceScore", each.performanceScore());
      each.responseTime()
          .ifPresent(
              time -> {
                json.writeNumberProperty("p50Millis", time.p50().toNanos() / 1e6);
                json.writeNumberProperty("p95Millis", time.p95().toNanos() / 1e6);
                json.writeNumberProperty("meanMillis", time.mean().toNanos() / 1e6);
              });
      json.writeNumberProperty("availabilityPercentage", each.availabilityPercentage());
      json.writeNumberProperty("errorRate", each.errorRate());
      each.lastError().ifPresent(error -> json.writeStringProperty("lastError", error));
      each.usage().ifPresent(usage -> usage(json, usage));
      json.writeEndObject();
    }
    json.writeEndArray();
    HealthSummary summary = monitor.summary(0);
    json.writeNumberProperty("totalProviders", summary.totalProviders());
    json.writeNumberProperty("healthyProviders", summary.healthyProviders());
    json.writeNumberProperty("degradedProviders", summary.degradedProviders());
    json.writeNumberProperty("offlineProviders", summary.offlineProviders());
    Optional<Duration> average = summary.averageResponseTime();
    average.ifPresent(
        time -> json.writeNumberProperty("averageResponseMillis", time.toNanos() / 1e6));
    json.writeNumberProperty("overallHealthScore", summary.overallHealthScore());
  }

  private static void usage(JsonGenerator json, io.keepsake.core.spi.storage.StoreUsage usage) {
    usage.usedBytes().ifPresent(bytes -> json.writeNumberProperty("usedBytes", bytes));
    usage.availableBytes().ifPresent(bytes -> json.writeNumberProperty("availableBytes", bytes));
  }
}

package io.keepsake.cli.verb;

import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.Progress;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.vault.RepairReport;
import io.keepsake.core.vault.RepairReport.ProviderRepair;
import io.keepsake.core.vault.RepairRequest;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultRepair;
import io.keepsake.core.vault.VaultSettings;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * What came of filling a new provider from the others.
 *
 * @param id which
 * @param objects copies that were written and checked
 * @param bytes their size
 * @param owed copies it still lacks
 * @param problem why; empty if all went well
 * @param took how long it took
 */
record ProviderFilling(
    String id, long objects, long bytes, long owed, String problem, Duration took) {

  /** Fills a provider of the vault. */
  static ProviderFilling run(VaultSettings settings, String id, Plugins plugins, Progress progress)
      throws VaultException {
    long start = System.nanoTime();
    RepairReport report =
        VaultRepair.run(
            settings,
            new RepairRequest(
                RepairRequest.Depth.LISTING, RepairRequest.Action.APPLY, Optional.of(id)),
            plugins,
            progress);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    Optional<ProviderRepair> done =
        report.providers().stream().filter(each -> each.id().equals(id)).findFirst();
    if (done.isEmpty()) {
      String reason = report.leftOut().getOrDefault(id, "it could not be used");
      return new ProviderFilling(id, 0, 0, report.objects(), reason, took);
    }
    return new ProviderFilling(
        id,
        done.get().repaired(),
        done.get().bytesWritten(),
        done.get().owed() + report.lostCount(),
        report.lostCount() == 0
            ? done.get().problem()
            : "some objects have no good copy anywhere; 'keepsake verify' names the files",
        took);
  }

  /** Whether it has everything. */
  boolean complete() {
    return owed == 0 && problem.isEmpty();
  }

  /** A sentence for people. */
  String sentence() {
    String text =
        "%s filled: %s, %s written in %s"
            .formatted(
                id,
                Human.count(objects, "object", "objects"),
                Human.size(bytes),
                Human.duration(took));
    if (complete()) {
      return text;
    }
    return "%s; %s still owed%s. 'keepsake repair --provider %s' goes on"
        .formatted(text, Human.count(owed), problem.isEmpty() ? "" : ": " + problem, id);
  }

  void write(JsonGenerator json) {
    json.writeObjectPropertyStart("filling");
    json.writeNumberProperty("objects", objects);
    json.writeNumberProperty("bytesWritten", bytes);
    json.writeNumberProperty("owed", owed);
    if (!problem.isEmpty()) {
      json.writeStringProperty("problem", problem);
    }
    json.writeNumberProperty("seconds", took.toMillis() / 1000.0);
    json.writeEndObject();
  }
}

package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.JsonShapes;
import io.keepsake.cli.output.Table;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.vault.RepairReport;
import io.keepsake.core.vault.RepairReport.ProviderRepair;
import io.keepsake.core.vault.RepairRequest;
import io.keepsake.core.vault.RepairRequest.Action;
import io.keepsake.core.vault.RepairRequest.Depth;
import io.keepsake.core.vault.VaultRepair;
import io.keepsake.core.vault.VaultSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;

/** {@code keepsake repair}: every provider gets what it lacks from the others. Needs no key. */
@Command(
    name = "repair",
    description =
        "Copy what one provider lacks, or has damaged, from the others. Needs no passphrase.")
public final class RepairVerb extends Verb {

  @Mixin private final VaultOptions vault = new VaultOptions();

  @Option(
      names = "--provider",
      paramLabel = "ID",
      description = "Write to this provider alone. Without it: to all that lack something.")
  private Optional<String> provider = Optional.empty();

  @Option(
      names = "--data",
      description = "Read every copy and compare it with its hash, too. Reads everything.")
  private boolean data;

  @Option(
      names = "--checksum",
      description =
          "Compare the checksums that providers tell of what they took, too. Reads what none is"
              + " told of.")
  private boolean checksum;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Say what would be written, and write nothing.")
  private boolean dryRun;

  @Mixin private final UploadOptions upload = new UploadOptions();

  /** The command for this shell. */
  public RepairVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Answer answer) throws IOException, UsageException {
    if (data && checksum) {
      throw new UsageException(
          UsageException.Kind.USAGE,
          "--data reads everything, and --checksum as little as it can: give one of them");
    }
    VaultSettings settings = upload.applied(vault.settings(shell(), messages()));
    if (provider.isPresent()) {
      KnownProviders.find(settings, provider.get());
    }
    long start = System.nanoTime();
    RepairRequest request =
        new RepairRequest(depth(), dryRun ? Action.PREVIEW : Action.APPLY, provider);
    Plugins plugins = vault.plugins(settings.stores(), shell(), messages());
    RepairReport report;
    try {
      report = VaultRepair.run(settings, request, plugins, progress());
    } finally {
      messages().clear();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    RepairCost cost = new RepairCost(settings.traits());
    tell(answer, report, cost, took);
    answer.document().ifPresent(json -> write(json, report, cost, took));
    if (report.lostCount() > 0) {
      return ExitCode.DAMAGED;
    }
    return report.complete() ? ExitCode.DONE : ExitCode.DEGRADED;
  }

  private Depth depth() {
    if (data) {
      return Depth.DATA;
    }
    return checksum ? Depth.CHECKSUM : Depth.LISTING;
  }

  private void tell(Answer answer, RepairReport report, RepairCost cost, Duration took) {
    for (RepairReport.Lost lost : report.lost()) {
      answer.line("lost  %s: %s".formatted(lost.object(), lost.problem()));
    }
    if (!quiet()) {
      table(report, cost).lines().forEach(answer::line);
    }
    for (ProviderRepair each : report.providers()) {
      if (!each.problem().isEmpty()) {
        messages().warning(each.id() + ": " + each.problem());
      }
    }
    if (!quiet()) {
      answer.line(summary(report, took));
    }
  }

  private Table table(RepairReport report, RepairCost cost) {
    String written = dryRun ? "TO WRITE" : "WRITTEN";
    Table table =
        cost.isKnown()
            ? new Table("PROVIDER", "MISSING", "DAMAGED", written, "STILL OWED", "COST")
            : new Table("PROVIDER", "MISSING", "DAMAGED", written, "STILL OWED");
    for (ProviderRepair each : report.providers()) {
      table.row(
          each.id(),
          Human.count(each.missing()),
          Human.count(each.damaged()),
          Human.size(bytes(each)),
          dryRun ? "-" : Human.count(each.owed()),
          cost.text(each.id(), bytes(each)));
    }
    new TreeMap<>(report.leftOut())
        .forEach((id, _) -> table.row(id, "?", "?", "-", "cannot be used", ""));
    return table;
  }

  private long bytes(ProviderRepair each) {
    return dryRun ? each.bytesOwed() : each.bytesWritten();
  }

  private String summary(RepairReport report, Duration took) {
    String looked =
        "compared %s in %s: "
            .formatted(Human.count(report.objects(), "object", "objects"), Human.duration(took));
    if (report.lostCount() > 0) {
      return looked
          + Human.count(report.lostCount(), "object has", "objects have")
          + " no good copy anywhere; 'keepsake verify' names the files";
    }
    if (report.complete()) {
      return looked + "every provider has everything";
    }
    return looked
        + (dryRun ? "nothing was written" : "not every provider has everything; repair again");
  }

  private void write(JsonGenerator json, RepairReport report, RepairCost cost, Duration took) {
    json.writeStringProperty("depth", depth().name().toLowerCase(Locale.ROOT));
    json.writeBooleanProperty("dryRun", dryRun);
    json.writeNumberProperty("objects", report.objects());
    json.writeArrayPropertyStart("providers");
    for (ProviderRepair each : report.providers()) {
      json.writeStartObject();
      json.writeStringProperty("id", each.id());
      json.writeNumberProperty("missing", each.missing());
      json.writeNumberProperty("damaged", each.damaged());
      json.writeNumberProperty("repaired", each.repaired());
      json.writeNumberProperty("bytesWritten", each.bytesWritten());
      json.writeNumberProperty("owed", each.owed());
      json.writeNumberProperty("bytesOwed", each.bytesOwed());
      if (cost.isKnown()) {
        json.writeNumberProperty("cost", cost.of(each.id(), bytes(each)));
      }
      if (!each.problem().isEmpty()) {
        json.writeStringProperty("problem", each.problem());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberProperty("lostObjects", report.lostCount());
    json.writeArrayPropertyStart("lost");
    for (RepairReport.Lost lost : report.lost()) {
      json.writeStartObject();
      json.writeStringProperty("object", lost.object());
      json.writeStringProperty("problem", lost.problem());
      json.writeEndObject();
    }
    json.writeEndArray();
    JsonShapes.map(json, "unusableProviders", new TreeMap<>(report.leftOut()));
    json.writeNumberProperty("seconds", took.toMillis() / 1000.0);
  }
}

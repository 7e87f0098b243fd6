package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.JsonShapes;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.output.Table;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.core.placement.Role;
import io.keepsake.core.placement.Verdict;
import io.keepsake.core.vault.ProviderStatus;
import io.keepsake.core.vault.SnapshotStatus;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultStatus;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import tools.jackson.core.JsonGenerator;

/** {@code keepsake status}: copies and debts, per provider and per snapshot. */
@Command(
    name = "status",
    description = "Show where every snapshot can be restored from, and what is owed to whom.")
public final class StatusVerb extends VaultVerb {

  /** The command for this shell. */
  public StatusVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Vault open, Progress events, Answer answer) throws IOException {
    VaultStatus status = open.status();
    providers(status).lines().forEach(answer::line);
    for (ProviderStatus provider : status.providers()) {
      provider
          .problem()
          .ifPresent(problem -> messages().warning(provider.traits().id() + ": " + problem));
    }
    answer.line("");
    if (status.snapshots().isEmpty()) {
      answer.line("no snapshots");
    } else {
      snapshots(status).lines().forEach(answer::line);
    }
    answer.line("");
    answer.line(summary(status));
    answer.document().ifPresent(json -> write(json, status));
    return isWell(status) ? ExitCode.DONE : ExitCode.DEGRADED;
  }

  private static boolean isWell(VaultStatus status) {
    return status.isWhole() && shortOf(status) == 0;
  }

  private static long shortOf(VaultStatus status) {
    return status.snapshots().stream()
        .filter(each -> each.verdict().level() != Verdict.Level.FULL)
        .count();
  }

  private static Table providers(VaultStatus status) {
    Table table = new Table("PROVIDER", "ROLE", "REGION", "OBJECTS", "SIZE", "OWED", "SINCE");
    for (ProviderStatus each : status.providers()) {
      boolean listed = each.problem().isEmpty();
      table.row(
          each.traits().id(),
          word(each.traits().role()),
          each.traits().region().orElse("-"),
          listed ? Human.count(each.objects()) : "?",
          listed ? Human.size(each.bytes()) : "?",
          owed(each),
          each.owedSince().map(Human::time).orElse("-"));
    }
    return table;
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String owed(ProviderStatus provider) {
    if (provider.problem().isPresent()) {
      return provider.missing() == 0 ? "?" : Human.count(provider.missing()) + " or more";
    }
    return provider.missing() == 0
        ? "nothing"
        : "%s, %s".formatted(Human.count(provider.missing()), Human.size(provider.missingBytes()));
  }

  private static Table snapshots(VaultStatus status) {
    Table table = new Table("SNAPSHOT", "TIME", "HOST", "COPIES", "PROVIDERS");
    for (SnapshotStatus each : status.snapshots()) {
      table.row(
          each.snapshot().id().abbreviated(),
          Human.time(each.snapshot().time()),
          each.snapshot().host(),
          each.verdict().sentence(),
          String.join(", ", each.providers()));
    }
    return table;
  }

  private static String summary(VaultStatus status) {
    if (isWell(status)) {
      return "every provider has everything";
    }
    long few = shortOf(status);
    List<String> behind =
        status.providers().stream()
            .filter(each -> each.traits().role() == Role.ACTIVE && !each.isWhole())
            .map(each -> each.traits().id())
            .toList();
    String text =
        few == 0
            ? "every snapshot has the copies that are wanted"
            : Human.count(few, "snapshot has", "snapshots have") + " fewer copies than wanted";
    return behind.isEmpty()
        ? text
        : text + "; 'keepsake repair' brings up to date: " + String.join(", ", behind);
  }

  private static void write(JsonGenerator json, VaultStatus status) {
    json.writeArrayPropertyStart("providers");
    for (ProviderStatus each : status.providers()) {
      json.writeStartObject();
      json.writeStringProperty("id", each.traits().id());
      json.writeStringProperty("role", word(each.traits().role()));
      each.traits().region().ifPresent(region -> json.writeStringProperty("region", region));
      json.writeStringProperty("location", each.location());
      each.problem().ifPresent(problem -> json.writeStringProperty("problem", problem));
      json.writeNumberProperty("objects", each.objects());
      json.writeNumberProperty("bytes", each.bytes());
      json.writeNumberProperty("objectsOwed", each.missing());
      json.writeNumberProperty("bytesOwed", each.missingBytes());
      each.owedSince().ifPresent(since -> json.writeStringProperty("owedSince", since.toString()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("snapshots");
    for (SnapshotStatus each : status.snapshots()) {
      json.writeStartObject();
      json.writeStringProperty("id", each.snapshot().id().hex());
      json.writeStringProperty("time", each.snapshot().time().toString());
      json.writeStringProperty("verdict", BackupShape.word(each.verdict()));
      json.writeNumberProperty("copies", each.verdict().copies());
      json.writeNumberProperty("regions", each.verdict().regions());
      JsonShapes.strings(json, "providers", each.providers());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}

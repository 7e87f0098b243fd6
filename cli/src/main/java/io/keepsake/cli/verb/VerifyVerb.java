package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.JsonShapes;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VerifyReport;
import io.keepsake.core.vault.VerifyReport.Finding;
import io.keepsake.core.vault.VerifyRequest;
import io.keepsake.core.vault.VerifyRequest.Depth;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;

/** {@code keepsake verify}: whether everything can be restored. */
@Command(
    name = "verify",
    description = "Check that every store has everything, and with --data that it is intact.")
public final class VerifyVerb extends VaultVerb {

  @Option(names = "--data", description = "Read and check the stored data itself.")
  private boolean data;

  @Option(
      names = "--percent",
      paramLabel = "N",
      description = "With --data: how many of each hundred packs to read.")
  private Optional<Integer> percent = Optional.empty();

  /** The command for this shell. */
  public VerifyVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected void check() throws UsageException {
    if (percent.isPresent() && !data) {
      throw UsageException.usage("--percent goes with --data.");
    }
    if (percent.isPresent() && (percent.get() < 1 || percent.get() > 100)) {
      throw UsageException.usage("--percent is 1 to 100, not %d.".formatted(percent.get()));
    }
  }

  @Override
  protected ExitCode run(Vault open, Progress events, Answer answer) throws IOException {
    long start = System.nanoTime();
    SortedMap<String, String> unchecked = Collections.synchronizedSortedMap(new TreeMap<>());
    VerifyReport report =
        open.verify(
            new VerifyRequest(data ? Depth.DATA : Depth.STRUCTURE, percent.orElse(100)),
            event -> {
              if (event instanceof VaultEvent.StoreDropped(String store, String reason)) {
                unchecked.put(store, reason);
              }
              events.on(event);
            });
    messages().clear();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    report.findings().forEach(finding -> answer.line(line(finding)));
    if (!quiet()) {
      answer.line(summary(report, took));
    }
    answer.document().ifPresent(json -> write(json, report, unchecked, took));
    if (!report.sound()) {
      return ExitCode.DAMAGED;
    }
    return unchecked.isEmpty() ? ExitCode.DONE : ExitCode.DEGRADED;
  }

  private static String line(Finding finding) {
    String where = finding.storeId().isEmpty() ? "vault" : finding.storeId();
    return "damaged  %s  %s: %s".formatted(where, finding.object(), finding.problem());
  }

  private static String summary(VerifyReport report, Duration took) {
    return "checked %s and %s, %s read, in %s: %s"
        .formatted(
            Human.count(report.snapshots(), "snapshot", "snapshots"),
            Human.count(report.objects(), "object", "objects"),
            Human.size(report.bytes()),
            Human.duration(took),
            report.sound()
                ? "no damage"
                : Human.count(report.findings().size(), "finding", "findings"));
  }

  private void write(
      JsonGenerator json, VerifyReport report, SortedMap<String, String> unchecked, Duration took) {
    json.writeStringProperty("depth", data ? "data" : "structure");
    json.writeNumberProperty("percent", percent.orElse(100));
    json.writeNumberProperty("snapshots", report.snapshots());
    json.writeNumberProperty("objects", report.objects());
    json.writeNumberProperty("bytes", report.bytes());
    json.writeArrayPropertyStart("findings");
    for (Finding finding : report.findings()) {
      json.writeStartObject();
      json.writeStringProperty("store", finding.storeId());
      json.writeStringProperty("object", finding.object());
      json.writeStringProperty("problem", finding.problem());
      json.writeEndObject();
    }
    json.writeEndArray();
    JsonShapes.map(json, "uncheckedStores", unchecked);
    json.writeNumberProperty("seconds", took.toMillis() / 1000.0);
  }
}

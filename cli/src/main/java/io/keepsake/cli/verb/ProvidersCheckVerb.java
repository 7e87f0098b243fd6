package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.core.probe.CheckReport;
import io.keepsake.core.probe.CheckResult;
import io.keepsake.core.probe.CheckResult.Outcome;
import io.keepsake.core.probe.StoreProbes;
import io.keepsake.core.spi.storage.StoreSettings;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;

/** {@code keepsake providers check}: what works at a store, and what does not. */
@Command(
    name = "check",
    description = {
      "Try everything that Keepsake needs of a provider, in your own bucket or directory,",
      "and say in words what works and what does not.",
      "Objects are written under keepsake-scratch-... and removed again; nothing else is touched."
    },
    footer = {
      "",
      "Examples:",
      "  keepsake providers check aws",
      "  keepsake providers check aws --large",
      "  keepsake providers check weddings --to s3://weddings/keepsake --json",
      "",
      "Exit codes: 0 it can be used, 1 it cannot be reached or written,",
      "2 usage or configuration, 4 it answered wrongly and cannot be relied upon,",
      "130 interrupted."
    })
public final class ProvidersCheckVerb extends Verb {

  private static final int USUAL_BYTES = 8 << 20;
  private static final int LARGE_BYTES = (64 << 20) + 1;

  @Mixin private final ProviderOptions provider = new ProviderOptions();

  @Option(
      names = "--large",
      description = "Also try an object of 64 MiB, which goes in parts; without it, of 8 MiB.")
  private boolean large;

  /** The command for this shell. */
  public ProvidersCheckVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Answer answer) throws Exception {
    StoreSettings settings = provider.settings(shell(), messages());
    CheckReport report =
        new StoreProbes(provider.plugins(settings, shell(), messages()))
            .check(
                settings,
                large ? LARGE_BYTES : USUAL_BYTES,
                result -> {
                  answer.line(line(result));
                  answer.flush();
                });
    if (!quiet()) {
      answer.line(summary(report));
    }
    answer.document().ifPresent(json -> write(json, report));
    if (report.has(Outcome.BROKEN)) {
      return ExitCode.DAMAGED;
    }
    return report.has(Outcome.FAILED) ? ExitCode.FAILED : ExitCode.DONE;
  }

  private static String line(CheckResult result) {
    return String.format(
        Locale.ROOT, "%-8s %-16s %s", word(result.outcome()), result.name(), result.sentence());
  }

  private static String summary(CheckReport report) {
    String advice = "";
    if (report.has(Outcome.BROKEN)) {
      advice = "; do not keep backups there";
    } else if (report.has(Outcome.FAILED)) {
      advice = "; it cannot be used as it is";
    }
    return "%s (%s): %s work, %s, %s%s"
        .formatted(
            report.storeId(),
            report.location(),
            Human.count(report.count(Outcome.WORKS)),
            Human.count(report.count(Outcome.LIMITED), "has a limit", "have limits"),
            failures(report),
            advice);
  }

  private static String failures(CheckReport report) {
    long failed = report.count(Outcome.FAILED) + report.count(Outcome.BROKEN);
    return failed == 0 ? "none failed" : Human.count(failed) + " failed";
  }

  private static String word(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  private static void write(JsonGenerator json, CheckReport report) {
    json.writeStringProperty("provider", report.storeId());
    json.writeStringProperty("location", report.location());
    json.writeArrayPropertyStart("checks");
    for (CheckResult result : report.results()) {
      json.writeStartObject();
      json.writeStringProperty("name", result.name());
      json.writeStringProperty("outcome", word(result.outcome()));
      json.writeStringProperty("sentence", result.sentence());
      json.writeEndObject();
    }
    json.writeEndArray();
    for (Outcome outcome : Outcome.values()) {
      json.writeNumberProperty(word(outcome), report.count(outcome));
    }
  }
}

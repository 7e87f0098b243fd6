package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.Table;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.probe.BenchPlan;
import io.keepsake.core.probe.BenchReport;
import io.keepsake.core.probe.BenchReport.Phase;
import io.keepsake.core.probe.StoreProbes;
import io.keepsake.core.spi.storage.StoreSettings;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;

/** {@code keepsake providers bench}: how fast a store is. */
@Command(
    name = "bench",
    description = {
      "Measure a provider with small and with large objects, several at once:",
      "calls and bytes a second, and how long single calls take.",
      "Objects are written under keepsake-scratch-... and removed again; requests and",
      "traffic may cost money."
    },
    footer = {
      "",
      "Examples:",
      "  keepsake providers bench aws",
      "  keepsake providers bench nas --large 0 --concurrency 1",
      "  keepsake providers bench weddings --to s3://weddings/keepsake --json",
      "",
      "Exit codes: 0 done, 1 it cannot be reached or written, 2 usage or configuration,",
      "3 some calls failed, 4 it answered wrongly, 130 interrupted."
    })
public final class ProvidersBenchVerb extends Verb {

  private static final BenchPlan STANDARD = BenchPlan.STANDARD;

  @Mixin private final ProviderOptions provider = new ProviderOptions();

  @Option(
      names = "--small",
      paramLabel = "N",
      description = "How many objects of 16 KiB; 200 without it.")
  private int small = STANDARD.smallObjects();

  @Option(
      names = "--large",
      paramLabel = "N",
      description = "How many objects of 32 MiB, about as large as packs are; 8 without it.")
  private int large = STANDARD.largeObjects();

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "How many calls at once; 8 without it.")
  private int concurrency = STANDARD.concurrency();

  /** The command for this shell. */
  public ProvidersBenchVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Answer answer) throws Exception {
    BenchPlan plan = plan();
    StoreSettings settings = provider.settings(shell(), messages());
    BenchReport report =
        new StoreProbes(provider.plugins(settings, shell(), messages()))
            .bench(
                settings,
                plan,
                phase -> {
                  if (!quiet() && !json() && shell().terminal().showsErrors()) {
                    messages().show(phase.name() + " measured");
                  }
                });
    messages().clear();
    table(report).lines().forEach(answer::line);
    answer.document().ifPresent(json -> write(json, report));
    boolean allWell = report.phases().stream().allMatch(phase -> phase.failures() == 0);
    return allWell ? ExitCode.DONE : ExitCode.DEGRADED;
  }

  private BenchPlan plan() throws UsageException {
    require(small >= 1 && small <= 1_000_000, "--small is 1 to 1000000, not " + small);
    require(large >= 0 && large <= 10_000, "--large is 0 to 10000, not " + large);
    require(
        concurrency >= 1 && concurrency <= 256, "--concurrency is 1 to 256, not " + concurrency);
    return new BenchPlan(small, STANDARD.smallBytes(), large, STANDARD.largeBytes(), concurrency);
  }

  private static void require(boolean condition, String otherwise) throws UsageException {
    if (!condition) {
      throw UsageException.usage(otherwise + ".");
    }
  }

  private static Table table(BenchReport report) {
    Table table =
        new Table(
            "PHASE", "CALLS", "FAILED", "CALLS/S", "MEDIAN", "95%", "99%", "LONGEST", "THROUGHPUT");
    for (Phase phase : report.phases()) {
      table.row(
          phase.name(),
          Human.count(phase.calls()),
          Human.count(phase.failures()),
          String.format(Locale.ROOT, "%.1f", phase.callsPerSecond()),
          millis(phase.latency().median()),
          millis(phase.latency().percentile95()),
          millis(phase.latency().percentile99()),
          millis(phase.latency().longest()),
          phase.bytes() == 0 ? "-" : Human.size((long) phase.bytesPerSecond()) + "/s");
    }
    return table;
  }

  private static String millis(Duration duration) {
    return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
  }

  private static void write(JsonGenerator json, BenchReport report) {
    json.writeStringProperty("provider", report.storeId());
    json.writeStringProperty("location", report.location());
    json.writeNumberProperty("smallBytes", report.plan().smallBytes());
    json.writeNumberProperty("largeBytes", report.plan().largeBytes());
    json.writeNumberProperty("concurrency", report.plan().concurrency());
    json.writeArrayPropertyStart("phases");
    for (Phase phase : report.phases()) {
      json.writeStartObject();
      json.writeStringProperty("name", phase.name());
      json.writeNumberProperty("calls", phase.calls());
      json.writeNumberProperty("failures", phase.failures());
      json.writeNumberProperty("bytes", phase.bytes());
      json.writeNumberProperty("seconds", seconds(phase.took()));
      json.writeNumberProperty("medianSeconds", seconds(phase.latency().median()));
      json.writeNumberProperty("percentile95Seconds", seconds(phase.latency().percentile95()));
      json.writeNumberProperty("percentile99Seconds", seconds(phase.latency().percentile99()));
      json.writeNumberProperty("longestSeconds", seconds(phase.latency().longest()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}

package io.keepsake.cli.verb;

import io.keepsake.cli.key.KeyReader;
import io.keepsake.cli.key.KeySource.Asking;
import io.keepsake.cli.output.Answer;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.DrillRequest;
import io.keepsake.core.vault.FailoverResult;
import io.keepsake.core.vault.VaultDrill;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultKey;
import io.keepsake.core.vault.VaultSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keepsake drill}: whether the vault can be restored when a provider is lost. */
@Command(
    name = "drill",
    description = {
      "Try a restore as if providers were lost: restore a sample of the newest snapshot",
      "from the others into a temporary directory, and compare every byte.",
      "Without --without: one drill for each provider in turn."
    },
    footer = {
      "",
      "Examples:",
      "  keepsake drill",
      "  keepsake drill --without aws --all --report drills",
      "",
      "Exit codes: 0 everything came back, 1 the drill could not be carried out,",
      "2 usage or configuration, 4 something is lost or differs, 130 interrupted."
    })
public final class DrillVerb extends Verb {

  @Mixin private final VaultOptions vault = new VaultOptions();

  @Mixin private final KeyOptions key = new KeyOptions();

  @Option(
      names = "--without",
      paramLabel = "ID",
      description = "Take this provider for lost; may be repeated, for all of them at once.")
  private List<String> without = List.of();

  @Option(
      names = "--snapshot",
      paramLabel = "S",
      description = "Restore from this snapshot; without it, from the newest.")
  private String snapshot = "latest";

  @Option(
      names = "--sample",
      paramLabel = "SIZE",
      description = "How much to restore, such as 2GiB; 256MiB without it.")
  private Optional<String> sample = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Choose the same sample again as a drill that told this seed.")
  private Optional<Long> seed = Optional.empty();

  @Option(names = "--all", description = "Restore everything in the snapshot.")
  private boolean all;

  @Option(
      names = "--keep-going",
      description = "Go on to the next provider after a drill that failed.")
  private boolean keepGoing;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Write a report of each drill there, as JSON and as Markdown.")
  private Optional<Path> report = Optional.empty();

  /** The command for this shell. */
  public DrillVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Answer answer) throws Exception {
    DrillRequest.Extent extent = extent();
    VaultSettings settings = vault.settings(shell(), messages());
    List<Set<String>> cuts = cuts(settings);
    Optional<DrillReports> reports = Optional.empty();
    if (report.isPresent()) {
      reports = Optional.of(DrillReports.in(shell().resolve(report.get())));
    }
    DrillAnswers answers = new DrillAnswers(answer, reports, quiet());
    Plugins plugins = vault.plugins(settings.stores(), shell(), messages());
    VaultKey vaultKey = new KeyReader(shell(), messages()).read(key.source(shell(), Asking.ONCE));
    boolean able;
    try (Secret _ = vaultKey.secret()) {
      able = drillEach(cuts, extent, settings, vaultKey, plugins, answers);
    } finally {
      messages().clear();
    }
    boolean sound = snapshot.equals("latest") ? answers.endWithNewest() : answers.end();
    if (!sound) {
      return ExitCode.DAMAGED;
    }
    return able ? ExitCode.DONE : ExitCode.FAILED;
  }

  /** One drill for each; whether all could be carried out. */
  private boolean drillEach(
      List<Set<String>> cuts,
      DrillRequest.Extent extent,
      VaultSettings settings,
      VaultKey vaultKey,
      Plugins plugins,
      DrillAnswers answers)
      throws VaultException, UsageException {
    boolean able = true;
    for (Set<String> cut : cuts) {
      DrillRequest request = new DrillRequest(cut, snapshot, extent, scratch());
      try {
        FailoverResult result = VaultDrill.run(settings, vaultKey, request, plugins, progress());
        messages().clear();
        answers.add(result);
        if (!result.passed() && !keepGoing) {
          return able;
        }
      } catch (VaultException e) {
        if (!keepGoing || e.kind() != VaultException.Kind.TOO_FEW_COPIES) {
          throw e;
        }
        able = false;
        messages().error("without %s: %s".formatted(String.join(", ", cut), e.getMessage()));
      }
    }
    return able;
  }

  private DrillRequest.Extent extent() throws UsageException {
    if (all && (sample.isPresent() || seed.isPresent())) {
      throw UsageException.usage("--all excludes --sample and --seed.");
    }
    if (all) {
      return new DrillRequest.Everything();
    }
    long bytes = SizeArgument.bytes("--sample", sample.orElse("256MiB"));
    return new DrillRequest.Sample(
        bytes, seed.orElseGet(() -> new SplittableRandom().nextLong(1_000_000_000)));
  }

  /** Which providers to cut out, one set for each drill. */
  private List<Set<String>> cuts(VaultSettings settings) throws UsageException {
    List<String> ids = settings.stores().stream().map(StoreSettings::id).toList();
    for (String id : without) {
      KnownProviders.find(settings, id);
    }
    if (ids.size() == 1 || Set.copyOf(without).containsAll(ids)) {
      throw UsageException.usage(
          ids.size() == 1
              ? "The vault has a single provider; without it nothing can be restored."
              : "--without names all providers; at least one has to remain.");
    }
    if (!without.isEmpty()) {
      return List.of(Set.copyOf(without));
    }
    List<Set<String>> each = new ArrayList<>();
    ids.forEach(id -> each.add(Set.of(id)));
    return each;
  }

  private Path scratch() {
    return shell()
        .variable("TMPDIR")
        .map(Path::of)
        .map(shell()::resolve)
        .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
  }
}

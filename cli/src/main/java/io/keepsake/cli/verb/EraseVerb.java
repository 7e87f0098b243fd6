package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.HostName;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.vault.Attribution;
import io.keepsake.core.vault.ErasureResult;
import io.keepsake.core.vault.Snapshot;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultErasure;
import io.keepsake.core.vault.VaultException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code keepsake erase}: nothing is left of what only some snapshots had, and that is shown. */
@Command(
    name = "erase",
    description = {
      "Erase all snapshots with a label: forget them, delete what only they needed, also out of",
      "packs that others need, and look whether any provider has anything of it left. What other",
      "snapshots have too stays, and is counted."
    },
    footer = {
      "",
      "Examples:",
      "  keepsake erase --label couple=smith-2026 --reason 'asked to by letter' --dry-run",
      "  keepsake erase --label couple=smith-2026 --reason 'asked to by letter' --yes",
      "",
      "Exit codes: 0 nothing is left, 1 failed, 2 usage or configuration, or a snapshot is held,",
      "3 something may be left: run 'keepsake prune --max-unused 0%%' later, 4 something cannot be",
      "read, 130 interrupted."
    })
public final class EraseVerb extends VaultVerb {

  private static final int LONGEST_WAIT = 100_000;

  @Option(
      names = "--label",
      paramLabel = "NAME=VALUE",
      required = true,
      description = "Snapshots that have this label; of several, those that have all.")
  private Map<String, String> labels = Map.of();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why; kept in the vault with the names of this machine and user.")
  private String reason = "";

  @Option(
      names = "--wait",
      paramLabel = "MINUTES",
      description = "Wait so long for backups that run already. Default: 0.")
  private int minutes;

  @Option(names = "--yes", description = "Erase them.")
  private boolean yes;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Say which snapshots would be erased, and erase nothing.")
  private boolean dryRun;

  /** The command for this shell. */
  public EraseVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected void check() throws UsageException {
    if (minutes < 0 || minutes > LONGEST_WAIT) {
      throw UsageException.usage("--wait takes 0 to " + LONGEST_WAIT + " minutes.");
    }
    HoldAnswers.attribution(shell(), reason);
  }

  @Override
  protected ExitCode run(Vault open, Progress events, Answer answer) throws Exception {
    List<Snapshot> meant = meant(open);
    for (Snapshot each : meant) {
      answer.line(
          "snapshot %s of %s, %s"
              .formatted(each.id().abbreviated(), each.host(), Human.time(each.time())));
    }
    answer
        .document()
        .ifPresent(
            json -> {
              json.writeBooleanProperty("dryRun", dryRun);
              EraseAnswers.write(json, "snapshots", meant.stream().map(Snapshot::id).toList());
            });
    if (dryRun) {
      answer.line(Human.count(meant.size(), "snapshot", "snapshots") + " would be erased");
      return ExitCode.DONE;
    }
    if (!yes) {
      throw UsageException.usage(
          "This would erase %s for good, from every provider. Say --yes if that is meant."
              .formatted(Human.count(meant.size(), "snapshot", "snapshots")));
    }
    return erase(open, events, answer, meant);
  }

  private List<Snapshot> labelled(Vault open) throws VaultException {
    return open.snapshots().stream()
        .filter(each -> each.labels().entrySet().containsAll(labels.entrySet()))
        .toList();
  }

  private List<Snapshot> meant(Vault open) throws VaultException, UsageException {
    List<Snapshot> meant = labelled(open);
    if (meant.isEmpty()) {
      throw UsageException.usage(
          "No snapshot has the label %s; nothing was erased. 'keepsake snapshots' shows labels."
              .formatted(EraseAnswers.text(labels)));
    }
    return meant;
  }

  private ExitCode erase(Vault open, Progress events, Answer answer, List<Snapshot> meant)
      throws VaultException, UsageException {
    Attribution why = HoldAnswers.attribution(shell(), reason);
    ErasureResult result =
        new VaultErasure(open, HostName.of(shell()), System.getProperty("user.name", ""), events)
            .erase(meant.stream().map(Snapshot::id).toList(), why, Duration.ofMinutes(minutes));
    List<Snapshot> others = labelled(open);
    EraseAnswers.tell(answer, result, others);
    for (Snapshot each : others) {
      messages()
          .warning(
              "snapshot %s of %s has the label, and was made meanwhile: run it again"
                  .formatted(each.id().abbreviated(), each.host()));
    }
    result.pending().forEach((id, text) -> messages().warning(id + ": " + text));
    result
        .waitingFor()
        .forEach(session -> messages().warning("waiting for session " + session.description()));
    answer.document().ifPresent(json -> EraseAnswers.write(json, result));
    return result.proven() && others.isEmpty() ? ExitCode.DONE : ExitCode.DEGRADED;
  }
}

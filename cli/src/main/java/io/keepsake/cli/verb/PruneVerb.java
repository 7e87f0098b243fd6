package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.vault.PruneResult;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultPruning;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code keepsake prune}: what no snapshot needs is deleted. */
@Command(
    name = "prune",
    description = {
      "Give back space: delete what no snapshot needs. Backups, restores and repairs may run at"
          + " the",
      "same time, here and on other machines. What backups that run already might still refer to",
      "is left to a later run; 'keepsake sessions' shows them."
    },
    footer = {
      "",
      "Examples:",
      "  keepsake prune --dry-run",
      "  keepsake prune --wait 30",
      "",
      "Exit codes: 0 done, 1 failed, or too few providers answer, or somebody else prunes,",
      "2 usage or configuration, 3 something is left for a later run, 4 something cannot be read,",
      "so that nobody knows what is needed, 130 interrupted."
    })
public final class PruneVerb extends VaultVerb {

  private static final int LONGEST_WAIT = 100_000;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Say what would be deleted, and delete nothing.")
  private boolean dryRun;

  @Option(
      names = "--wait",
      paramLabel = "MINUTES",
      description = "Wait so long for backups that run already. Default: 0.")
  private int minutes;

  /** The command for this shell. */
  public PruneVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected void check() throws UsageException {
    if (minutes < 0 || minutes > LONGEST_WAIT) {
      throw UsageException.usage("--wait takes 0 to " + LONGEST_WAIT + " minutes.");
    }
  }

  @Override
  protected ExitCode run(Vault open, Progress events, Answer answer) throws Exception {
    VaultPruning pruning = SessionAnswers.pruning(shell(), open, events);
    PruneResult result = dryRun ? pruning.preview() : pruning.prune(Duration.ofMinutes(minutes));
    if (!quiet() || dryRun) {
      tell(answer, result);
    }
    result.pending().forEach((id, why) -> messages().warning(id + ": " + why));
    result
        .waitingFor()
        .forEach(session -> messages().warning("waiting for session " + session.description()));
    answer
        .document()
        .ifPresent(
            json -> {
              json.writeBooleanProperty("dryRun", dryRun);
              SessionAnswers.write(json, result);
            });
    return dryRun || result.complete() ? ExitCode.DONE : ExitCode.DEGRADED;
  }

  private void tell(Answer answer, PruneResult result) {
    answer.line(
        "%s and %s %s; %s kept"
            .formatted(
                Human.count(result.packs(), "pack", "packs"),
                Human.count(result.indexes(), "index object", "index objects"),
                dryRun ? "would be deleted" : "deleted",
                Human.count(result.snapshots(), "snapshot is", "snapshots are")));
    result
        .space()
        .forEach(
            (id, space) ->
                answer.line(
                    "  %s: %s, %s"
                        .formatted(
                            id,
                            Human.count(space.objects(), "object", "objects"),
                            Human.size(space.bytes()))));
    if (!result.waitingFor().isEmpty()) {
      answer.line(
          dryRun
              ? "these backups that run already would have to end before"
              : "the rest waits for backups that run already; run it again later");
    }
  }
}

package io.keepsake.cli.verb;

import io.keepsake.cli.config.Percent;
import io.keepsake.cli.config.Times;
import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.vault.PruneRequest;
import io.keepsake.core.vault.PruneResult;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultPruning;
import io.keepsake.core.vault.VaultSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
      "  keepsake prune --fence-after 7d",
      "  keepsake prune --max-unused 20%% --max-repack 10GiB",
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

  @Option(
      names = "--fence-after",
      paramLabel = "TIME",
      description = {
        "End the sessions first that began longer ago, such as 7d: who left them behind is taken",
        "for dead. If one lives, its backup fails and has to be run again."
      })
  private String fenceAfter = "";

  @Option(
      names = "--max-unused",
      paramLabel = "PERCENT",
      description = {
        "So much of what packs hold may be unused, such as 10%%. Where it is more, what is needed",
        "of them is stored anew, and they go. Default: 5%%; 100%% moves nothing."
      })
  private String maxUnused = "5%";

  @Option(
      names = "--max-repack",
      paramLabel = "SIZE",
      description =
          "Read packs of at most so many bytes for that, such as 10GiB. Default: no limit.")
  private Optional<String> maxRepack = Optional.empty();

  /** The command for this shell. */
  public PruneVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected void check() throws UsageException {
    if (minutes < 0 || minutes > LONGEST_WAIT) {
      throw UsageException.usage("--wait takes 0 to " + LONGEST_WAIT + " minutes.");
    }
    request();
    if (!fenceAfter.isEmpty() && Times.parse(fenceAfter).isEmpty()) {
      throw UsageException.usage("--fence-after takes a time such as 12h or 7d.");
    }
  }

  private PruneRequest request() throws UsageException {
    PruneRequest request = PruneRequest.waiting(Duration.ofMinutes(minutes));
    Optional<Double> percent = Percent.parse(maxUnused);
    if (percent.isEmpty()) {
      throw UsageException.usage("--max-unused takes 0% to 100%.");
    }
    request = request.withUnusedPercent(percent.get());
    return maxRepack.isPresent()
        ? request.withMostRepackedBytes(SizeArgument.bytes("--max-repack", maxRepack.get()))
        : request;
  }

  @Override
  protected ExitCode run(Vault open, Progress events, Answer answer) throws Exception {
    VaultPruning pruning = SessionAnswers.pruning(shell(), open, events);
    List<VaultSession> fenced = fenced(pruning);
    fenced.forEach(session -> answer.line("session " + session.description() + " ended"));
    PruneResult result = dryRun ? pruning.preview(request()) : pruning.prune(request());
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
              SessionAnswers.write(json, "fenced", fenced);
              SessionAnswers.write(json, result);
            });
    return dryRun || result.complete() ? ExitCode.DONE : ExitCode.DEGRADED;
  }

  private List<VaultSession> fenced(VaultPruning pruning) throws VaultException {
    Optional<Duration> age = dryRun ? Optional.empty() : Times.parse(fenceAfter);
    return age.isPresent() ? pruning.fenceOlderThan(age.get()) : List.of();
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
    PruneResult.Repacked repacked = result.repacked();
    if (repacked.packs() > 0) {
      answer.line(
          "%s of %s %s; about %s of that is needed and %s in new packs"
              .formatted(
                  Human.count(repacked.packs(), "pack", "packs"),
                  Human.size(repacked.read()),
                  dryRun ? "would be emptied" : "emptied",
                  Human.size(repacked.stored()),
                  dryRun ? "would be stored" : "is"));
    }
    if (!result.waitingFor().isEmpty()) {
      answer.line(
          dryRun
              ? "these backups that run already would have to end before"
              : "the rest waits for backups that run already; run it again later");
    }
  }
}

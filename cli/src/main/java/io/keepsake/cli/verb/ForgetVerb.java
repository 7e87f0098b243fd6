package io.keepsake.cli.verb;

import io.keepsake.cli.config.VaultFile;
import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.HostName;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.retention.Candidate;
import io.keepsake.core.retention.Decision;
import io.keepsake.core.retention.RetentionChoice;
import io.keepsake.core.retention.RetentionPlan;
import io.keepsake.core.vault.Attribution;
import io.keepsake.core.vault.ForgetResult;
import io.keepsake.core.vault.SnapshotId;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultRetention;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keepsake forget}: old snapshots are given up, by a policy or by name. */
@Command(
    name = "forget",
    description = {
      "Give up snapshots: those that a policy does not keep, or those that are named. The policy"
          + " is",
      "given by --keep-... options, else by 'retention' in the vault file. Snapshots that are held",
      "stay. Space is not given back by it: the packs stay until 'keepsake prune' exists."
    },
    footer = {
      "",
      "Examples:",
      "  keepsake forget --keep-last 3 --keep-daily 7 --keep-monthly 12 --dry-run",
      "  keepsake forget --keep-within 30d --label event=smith-2026",
      "  keepsake forget 3f2a91bc --yes --reason 'wrong folder'",
      "",
      "Exit codes: 0 done, 1 failed, 2 usage or configuration, or a snapshot is held,",
      "3 some providers still have what was forgotten, 130 interrupted."
    })
public final class ForgetVerb extends VaultVerb {

  @Parameters(
      paramLabel = "SNAPSHOT",
      arity = "0..*",
      description = "Snapshots to forget, whatever a policy says; needs --yes.")
  private List<String> named = List.of();

  @Mixin private final RetentionOptions policy = new RetentionOptions();

  @Option(names = "--yes", description = "Forget the snapshots that are named.")
  private boolean yes;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why; kept in the vault with the names of this machine and user.")
  private String reason = "";

  @Option(
      names = {"-n", "--dry-run"},
      description = "Say what would be forgotten, and forget nothing.")
  private boolean dryRun;

  private List<RetentionChoice> choices = List.of();

  /** The command for this shell. */
  public ForgetVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected void consider(VaultFile file) throws UsageException {
    if (!named.isEmpty()) {
      if (policy.isGiven()) {
        throw UsageException.usage(
            "Name snapshots, or give a policy by options: both together are not understood.");
      }
      return;
    }
    choices = policy.isGiven() ? List.of(policy.choice()) : file.retention();
    if (choices.isEmpty()) {
      throw UsageException.usage(
          "Say what to keep, such as --keep-daily 7, or write 'retention' into the vault file, or"
              + " name snapshots.");
    }
  }

  @Override
  protected ExitCode run(Vault open, Progress events, Answer answer) throws Exception {
    VaultRetention retention = new VaultRetention(open, events);
    List<SnapshotId> ids = named.isEmpty() ? byPolicy(retention, answer) : byName(retention);
    answer.document().ifPresent(json -> json.writeBooleanProperty("dryRun", dryRun));
    if (dryRun) {
      answer.line(Human.count(ids.size(), "snapshot", "snapshots") + " would be forgotten");
      return ExitCode.DONE;
    }
    ForgetResult result = retention.forget(ids, attribution());
    if (!quiet()) {
      answer.line(RetentionAnswers.summary(result));
    }
    result.pending().forEach((id, why) -> messages().warning(id + ": " + why));
    answer.document().ifPresent(json -> RetentionAnswers.write(json, result));
    boolean whole = result.pending().isEmpty() && result.held().isEmpty();
    return whole ? ExitCode.DONE : ExitCode.DEGRADED;
  }

  private Attribution attribution() throws UsageException {
    String why = reason.isEmpty() ? (named.isEmpty() ? "policy" : "by name") : reason;
    try {
      return new Attribution(HostName.of(shell()), System.getProperty("user.name", ""), why);
    } catch (IllegalArgumentException e) {
      throw UsageException.usage(e.getMessage() + ".");
    }
  }

  private List<SnapshotId> byName(VaultRetention retention) throws VaultException, UsageException {
    Set<SnapshotId> ids = new LinkedHashSet<>();
    for (String each : named) {
      ids.add(retention.find(each));
    }
    if (!yes && !dryRun) {
      throw UsageException.usage(
          "This would forget %s for good: %s. Say --yes if that is meant."
              .formatted(
                  Human.count(ids.size(), "snapshot", "snapshots"),
                  ids.stream().map(SnapshotId::abbreviated).collect(Collectors.joining(", "))));
    }
    return new ArrayList<>(ids);
  }

  private List<SnapshotId> byPolicy(VaultRetention retention, Answer answer)
      throws VaultException, UsageException {
    Instant now = Instant.now();
    RetentionPlan plan = retention.plan(choices, now);
    if (!quiet()) {
      RetentionAnswers.tell(answer, plan);
    }
    answer.document().ifPresent(json -> RetentionAnswers.write(json, plan));
    List<Candidate> all = plan.decisions().stream().map(Decision::candidate).toList();
    for (Candidate each : RetentionPlan.ahead(all, now)) {
      messages()
          .warning(
              "snapshot %s of %s says that it was made at %s, ahead of this machine's clock; it is kept and does not count as the newest: set the clocks right"
                  .formatted(
                      RetentionAnswers.abbreviated(each), each.host(), Human.time(each.time())));
    }
    if (!plan.emptied().isEmpty()) {
      throw UsageException.usage(
          "Nothing was forgotten: the policy would keep no snapshot of %s. Keep one at least, such as by --keep-last 1, or name the snapshots to forget."
              .formatted(String.join("; of ", plan.emptied())));
    }
    return plan.removed().stream().map(each -> new SnapshotId(each.id())).toList();
  }
}

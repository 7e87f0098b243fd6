package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.vault.SnapshotHold;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultRetention;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keepsake hold}: a snapshot is neither forgotten nor pruned. */
@Command(
    name = "hold",
    description = {
      "Hold a snapshot: until the hold is released, no policy and no command removes it.",
      "'hold list' shows what is held, 'hold release' ends it."
    },
    footer = {
      "",
      "Examples:",
      "  keepsake hold latest --reason 'dispute with the caterer'",
      "  keepsake hold list",
      "  keepsake hold release 3f2a91bc --reason settled",
      "",
      "Exit codes: 0 done, 1 failed, 2 usage or configuration, 130 interrupted."
    })
public final class HoldVerb extends VaultVerb {

  @Parameters(
      paramLabel = "SNAPSHOT",
      arity = "0..1",
      description = "'latest', or the first 4 or more digits of an id.")
  private Optional<String> snapshot = Optional.empty();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for others. Needed.")
  private String reason = "";

  /** The command for this shell. */
  public HoldVerb(Shell shell) {
    super(shell);
  }

  @Override
  public List<Verb> parts() {
    return List.of(new HoldListVerb(shell()), new HoldReleaseVerb(shell()));
  }

  @Override
  protected void check() throws UsageException {
    if (snapshot.isEmpty()) {
      throw UsageException.usage(
          "Name the snapshot to hold, or say 'hold list' or 'hold release SNAPSHOT'.");
    }
    HoldAnswers.attribution(shell(), reason);
  }

  @Override
  protected ExitCode run(Vault open, Progress events, Answer answer) throws Exception {
    VaultRetention retention = new VaultRetention(open, events);
    SnapshotHold hold =
        retention.hold(
            retention.find(snapshot.orElseThrow()), HoldAnswers.attribution(shell(), reason));
    answer.line("snapshot " + hold.snapshot().abbreviated() + " is held");
    answer.document().ifPresent(json -> HoldAnswers.write(json, "holds", List.of(hold)));
    return ExitCode.DONE;
  }
}

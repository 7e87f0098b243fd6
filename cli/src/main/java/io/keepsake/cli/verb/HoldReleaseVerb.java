package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.vault.SnapshotHold;
import io.keepsake.core.vault.SnapshotId;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultRetention;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keepsake hold release}: a snapshot is held no more. */
@Command(name = "release", description = "End all holds on a snapshot. Nothing is removed by it.")
public final class HoldReleaseVerb extends VaultVerb {

  @Parameters(
      paramLabel = "SNAPSHOT",
      description = "'latest', or the first 4 or more digits of an id.")
  private String snapshot = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why, for others.")
  private String reason = "";

  /** The command for this shell. */
  public HoldReleaseVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected void check() throws UsageException {
    HoldAnswers.attribution(shell(), reason);
  }

  @Override
  protected ExitCode run(Vault open, Progress events, Answer answer) throws Exception {
    VaultRetention retention = new VaultRetention(open, events);
    SnapshotId id = retention.find(snapshot);
    List<SnapshotHold> ended = retention.release(id, HoldAnswers.attribution(shell(), reason));
    answer.line(
        "%s on snapshot %s ended"
            .formatted(Human.count(ended.size(), "hold", "holds"), id.abbreviated()));
    answer.document().ifPresent(json -> HoldAnswers.write(json, "ended", ended));
    return ExitCode.DONE;
  }
}

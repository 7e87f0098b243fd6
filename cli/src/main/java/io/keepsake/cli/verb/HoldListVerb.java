package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.core.vault.SnapshotHold;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultRetention;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code keepsake hold list}: which snapshots are held, and why. */
@Command(name = "list", description = "List the holds that have not been released, oldest first.")
public final class HoldListVerb extends VaultVerb {

  /** The command for this shell. */
  public HoldListVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Vault open, Progress events, Answer answer) throws Exception {
    List<SnapshotHold> holds = new VaultRetention(open, events).holds();
    if (holds.isEmpty()) {
      answer.line("no snapshot is held");
    } else {
      HoldAnswers.table(holds).lines().forEach(answer::line);
    }
    answer.document().ifPresent(json -> HoldAnswers.write(json, "holds", holds));
    return ExitCode.DONE;
  }
}

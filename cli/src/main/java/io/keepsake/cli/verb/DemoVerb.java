package io.keepsake.cli.verb;

import io.keepsake.cli.demo.Trees;
import io.keepsake.cli.demo.WeddingFolder;
import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.core.vault.VaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code keepsake demo}: loses a store and restores without it, before the user's eyes. */
@Command(
    name = "demo",
    description = {
      "Show a backup and a restore with a lost store, in a temporary directory.",
      "Writes about 450 MiB of made-up files there, and removes them again."
    })
public final class DemoVerb extends Verb {

  @Option(names = "--keep", description = "Leave the temporary directory there to look around.")
  private boolean keep;

  /** The command for this shell. */
  public DemoVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Answer answer) throws Exception {
    Path directory = directory();
    DemoScript script = new DemoScript(directory, answer);
    try {
      script.play();
      if (keep) {
        script.tellHowToGoOn();
      }
    } finally {
      if (!keep) {
        Trees.delete(directory);
      }
    }
    answer
        .document()
        .ifPresent(
            json -> {
              script.write(json);
              if (keep) {
                json.writeStringProperty("directory", directory.toString());
              }
            });
    return script.succeeded() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private Path directory() throws IOException {
    Path parent = Path.of(shell().variable("TMPDIR").orElse(System.getProperty("java.io.tmpdir")));
    long needed = WeddingFolder.BYTES * 5 + (WeddingFolder.BYTES / 2);
    if (!Files.isDirectory(parent) || Files.getFileStore(parent).getUsableSpace() < needed) {
      throw new VaultException(
          VaultException.Kind.FILES,
          "The demonstration needs %s in %s; TMPDIR names another place."
              .formatted(Human.size(needed), parent));
    }
    return Files.createTempDirectory(parent, "keepsake-demo-").toRealPath();
  }
}

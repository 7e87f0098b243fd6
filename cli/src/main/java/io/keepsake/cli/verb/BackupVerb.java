package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.HostName;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.spi.source.BackupSource;
import io.keepsake.core.vault.BackupRequest;
import io.keepsake.core.vault.BackupRequest.Comparison;
import io.keepsake.core.vault.BackupResult;
import io.keepsake.core.vault.BackupSources;
import io.keepsake.core.vault.BackupSources.Boundary;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keepsake backup}: files, directories or standard input become a snapshot. */
@Command(name = "backup", description = "Back up files and directories, or standard input.")
public final class BackupVerb extends VaultVerb {

  @Parameters(paramLabel = "PATH", description = "What to back up.", arity = "0..*")
  private List<Path> paths = List.of();

  @Option(
      names = "--label",
      paramLabel = "KEY=VALUE",
      description = "Mark the snapshot; may be repeated.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "--exclude",
      paramLabel = "GLOB",
      description =
          "Leave out what matches; may be repeated. A glob without a slash is matched with the"
              + " name, one with a slash with the path.")
  private List<String> excludes = List.of();

  @Option(names = "--one-file-system", description = "Stay out of other mounted file systems.")
  private boolean oneFileSystem;

  @Option(names = "--force", description = "Read every file, unchanged ones too.")
  private boolean force;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "Name of this machine in the snapshot.")
  private Optional<String> host = Optional.empty();

  @Option(names = "--stdin", description = "Back up standard input as one file; needs --name.")
  private boolean stdin;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "With --stdin: the name of that file.")
  private Optional<String> name = Optional.empty();

  @Mixin private final UploadOptions upload = new UploadOptions();

  /** The command for this shell. */
  public BackupVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected VaultSettings limited(VaultSettings settings) throws UsageException {
    return upload.applied(settings);
  }

  @Override
  protected void check() throws UsageException {
    if (stdin && !paths.isEmpty()) {
      throw UsageException.usage("--stdin and paths exclude each other; make two backups.");
    }
    if (stdin != name.isPresent()) {
      throw UsageException.usage("--stdin and --name go together: --stdin --name app.sql.");
    }
    if (!stdin && paths.isEmpty()) {
      throw UsageException.usage(
          "Nothing to back up is named. Give one or more paths, or --stdin --name NAME.");
    }
    for (Path path : paths) {
      if (!Files.exists(shell().resolve(path), LinkOption.NOFOLLOW_LINKS)) {
        throw UsageException.usage(
            "There is no %s. Nothing was backed up.".formatted(shell().resolve(path)));
      }
    }
    if (!stdin) {
      // The globs are checked too, before anybody is asked for a passphrase.
      source().close();
    }
  }

  @Override
  protected ExitCode run(Vault open, Progress events, Answer answer)
      throws IOException, UsageException {
    long start = System.nanoTime();
    BackupRequest request =
        new BackupRequest(
            source(),
            host.orElseGet(() -> HostName.of(shell())),
            System.getProperty("user.name", ""),
            labels,
            force ? Comparison.NONE : Comparison.PREVIOUS_SNAPSHOT);
    BackupResult result = open.backup(request, events);
    messages().clear();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    new TreeMap<>(result.droppedStores())
        .forEach((id, reason) -> messages().warning("store %s is owed: %s".formatted(id, reason)));
    if (!quiet()) {
      answer.line(summary(result, took));
    }
    answer.document().ifPresent(json -> BackupShape.write(json, result, took));
    return result.complete() ? ExitCode.DONE : ExitCode.DEGRADED;
  }

  private BackupSource source() throws UsageException {
    try {
      return stdin
          ? BackupSources.stream(name.orElseThrow(), shell().in())
          : BackupSources.files(
              paths.stream().map(shell()::resolve).toList(),
              excludes,
              oneFileSystem ? Boundary.FILE_SYSTEM : Boundary.NONE);
    } catch (IllegalArgumentException e) {
      throw UsageException.usage(e.getMessage() + ".");
    }
  }

  /** The line that people see at the end. */
  static String summary(BackupResult result, Duration took) {
    var totals = result.snapshot().totals();
    int stores = result.completeStores().size();
    String text =
        "snapshot %s saved: %s, %s (%s new or changed, %s read, %s stored in %s) in %s"
            .formatted(
                result.snapshot().id().abbreviated(),
                Human.count(totals.files(), "file", "files"),
                Human.size(totals.bytes()),
                Human.count(result.filesRead()),
                Human.size(result.bytesRead()),
                Human.size(result.bytesStored()),
                stores == 1 ? "1 store" : "each of " + stores + " stores",
                Human.duration(took));
    if (result.snapshot().skipped() > 0) {
      text +=
          "; %s left out or not at rest"
              .formatted(Human.count(result.snapshot().skipped(), "entry", "entries"));
    }
    if (!result.droppedStores().isEmpty()) {
      text +=
          "; not in %s (%s)"
              .formatted(
                  String.join(", ", result.droppedStores().keySet().stream().sorted().toList()),
                  result.verdict().sentence());
    }
    return text;
  }
}

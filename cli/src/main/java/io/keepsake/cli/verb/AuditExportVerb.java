package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.Progress;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.StandardOutput;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.vault.AuditedRecord;
import io.keepsake.core.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keepsake audit export}: the records for an auditor. */
@Command(
    name = "export",
    description = {
      "Write the audit records for an auditor: as CSV, or as JSON, one record a line, exactly as",
      "they are chained. An auditor can check the chains without Keepsake."
    })
public final class AuditExportVerb extends VaultVerb {

  /** How records are written. */
  enum Format {
    /** One line a record, as it was written. */
    JSON,
    /** A table (RFC 4180). */
    CSV
  }

  @Mixin private final AuditSince choice = new AuditSince();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      required = true,
      description = "'json': the records, one a line. 'csv': a table with a heading.")
  private String format = "";

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write to this file, which must not exist yet. Without it: standard output.")
  private Optional<Path> output = Optional.empty();

  /** The command for this shell. */
  public AuditExportVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected void check() throws UsageException {
    choice.check();
    format();
    if (json() && output.isEmpty()) {
      throw UsageException.usage("--json answers with a document of its own; give --output FILE.");
    }
    if (output.isPresent() && Files.exists(shell().resolve(output.get()))) {
      throw UsageException.usage(
          "%s is there already; name another file.".formatted(shell().resolve(output.get())));
    }
  }

  private Format format() throws UsageException {
    return switch (format) {
      case "json" -> Format.JSON;
      case "csv" -> Format.CSV;
      default -> throw UsageException.usage("--format is json or csv, not '%s'.".formatted(format));
    };
  }

  @Override
  protected ExitCode run(Vault open, Progress events, Answer answer)
      throws IOException, UsageException {
    List<AuditedRecord> records = choice.of(open.audit().records(events));
    List<String> lines =
        switch (format()) {
          case JSON -> records.stream().map(AuditedRecord::line).toList();
          case CSV -> AuditTable.lines(records);
        };
    String end = format() == Format.CSV ? "\r\n" : "\n";
    String text = String.join("", lines.stream().map(line -> line + end).toList());
    if (output.isEmpty()) {
      // As it is, and not made fit for a terminal: an auditor hashes it.
      new StandardOutput(shell().out()).text(text);
      return ExitCode.DONE;
    }
    Path file = shell().resolve(output.get());
    write(file, text);
    if (!quiet()) {
      answer.line(
          "%s written to %s".formatted(Human.count(records.size(), "record", "records"), file));
    }
    answer
        .document()
        .ifPresent(
            json -> {
              json.writeStringProperty("file", file.toString());
              json.writeNumberProperty("records", records.size());
            });
    return ExitCode.DONE;
  }

  private static void write(Path file, String text) throws IOException, UsageException {
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw UsageException.usage("%s is there already; name another file.".formatted(file));
    }
  }
}

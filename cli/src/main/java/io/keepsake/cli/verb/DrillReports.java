package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.Printable;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.vault.FailoverResult;
import io.keepsake.core.vault.FailoverResult.Mismatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the evidence of drills into a directory: each as JSON and as Markdown. */
final class DrillReports {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Path directory;

  private DrillReports(Path directory) {
    this.directory = directory;
  }

  /**
   * Reports in a directory, which is made if it is missing: now, rather than after the drill.
   *
   * @throws UsageException if it cannot be made
   */
  static DrillReports in(Path directory) throws UsageException {
    try {
      Files.createDirectories(directory);
      return new DrillReports(directory);
    } catch (IOException e) {
      throw UsageException.configuration(
          "The directory %s for reports cannot be made: %s.".formatted(directory, e.getMessage()));
    }
  }

  /**
   * Writes both files of a drill; none is ever replaced.
   *
   * @throws UsageException if one cannot be written
   */
  List<Path> write(FailoverResult result) throws UsageException {
    String name =
        "drill-%s-without-%s".formatted(TIME.format(result.time()), String.join("+", result.cut()));
    Path json = directory.resolve(name + ".json");
    Path text = directory.resolve(name + ".md");
    write(json, json(result));
    write(text, markdown(result).getBytes(StandardCharsets.UTF_8));
    return List.of(json, text);
  }

  private static void write(Path file, byte[] content) throws UsageException {
    try {
      Files.write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw UsageException.configuration(
          "The report %s cannot be written: %s.".formatted(file, e.getMessage()));
    }
  }

  private static byte[] json(FailoverResult result) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json =
        JsonFactory.builder().build().createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeNumberProperty("version", Answer.VERSION);
      json.writeStringProperty("report", "drill");
      DrillShape.write(json, result);
      json.writeEndObject();
      json.writeRaw('\n');
    }
    return out.toByteArray();
  }

  private static String markdown(FailoverResult result) {
    StringBuilder text = new StringBuilder();
    text.append("# Failover drill without ").append(String.join(", ", result.cut()));
    text.append("\n\n**").append(result.passed() ? "Passed" : "FAILED").append("**: ");
    text.append(cell(result.sentence())).append(".\n\n");
    text.append("Carried out at ").append(Human.time(result.time())).append(" (");
    text.append(result.time()).append(").\n\n| | |\n|---|---|\n");
    for (DrillWords.Fact fact : DrillWords.facts(result)) {
      text.append("| ").append(fact.name()).append(" | ").append(cell(fact.text())).append(" |\n");
    }
    if (result.mismatchCount() > 0) {
      text.append("\n## What did not come back as it was: ").append(result.mismatchCount());
      text.append("\n\n");
      for (Mismatch each : result.mismatches()) {
        text.append("- ").append(cell(each.path() + ": " + each.problem())).append('\n');
      }
    }
    return text.toString();
  }

  /** Text that stays within its cell and is not taken for markup. */
  private static String cell(String text) {
    return Printable.line(text).replaceAll("([\\\\|`*_<\\[])", "\\\\$1");
  }
}

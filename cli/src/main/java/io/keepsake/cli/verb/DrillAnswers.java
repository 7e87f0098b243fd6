package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.vault.FailoverResult;
import io.keepsake.core.vault.FailoverResult.Mismatch;
import io.keepsake.core.vault.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Tells the results of drills as they come. */
final class DrillAnswers {

  private static final int MOST_LINES = 20;

  private final Answer answer;
  private final Optional<DrillReports> reports;
  private final boolean quiet;
  private final List<FailoverResult> results = new ArrayList<>();

  /**
   * Tells on this answer.
   *
   * @param reports where each is written too
   */
  DrillAnswers(Answer answer, Optional<DrillReports> reports, boolean quiet) {
    this.answer = answer;
    this.reports = reports;
    this.quiet = quiet;
    answer.document().ifPresent(json -> json.writeArrayPropertyStart("drills"));
  }

  /** Tells one. */
  void add(FailoverResult result) throws UsageException {
    results.add(result);
    for (Mismatch each : result.mismatches().stream().limit(MOST_LINES).toList()) {
      answer.line("differs  %s: %s".formatted(each.path(), each.problem()));
    }
    if (!quiet) {
      DrillWords.lines(result).forEach(answer::line);
    }
    if (!quiet || !result.passed()) {
      answer.line("%s: %s".formatted(result.passed() ? "passed" : "FAILED", result.sentence()));
    }
    answer.flush();
    answer
        .document()
        .ifPresent(
            json -> {
              json.writeStartObject();
              DrillShape.write(json, result);
              json.writeEndObject();
            });
    if (reports.isPresent()) {
      List<Path> files = reports.get().write(result);
      if (!quiet) {
        files.forEach(file -> answer.line("report written: " + file));
      }
    }
  }

  /** Ends the answer; whether all passed. */
  boolean end() {
    return end(List.of());
  }

  /**
   * Ends the answer; whether all passed, and found the same newest snapshot. A backup that only one
   * provider has is lost with it, however well an older one can be restored.
   */
  boolean endWithNewest() {
    Optional<Snapshot> newest =
        results.stream()
            .flatMap(result -> result.snapshot().stream())
            .max(Comparator.comparing(Snapshot::time));
    List<String> behind = new ArrayList<>();
    for (FailoverResult result : results) {
      if (result.snapshot().isPresent()
          && !result.snapshot().get().id().equals(newest.orElseThrow().id())) {
        behind.add(
            "without %s, the newest snapshot is %s of %s; %s of %s would be lost"
                .formatted(
                    String.join(", ", result.cut()),
                    result.snapshot().get().id().abbreviated(),
                    Human.time(result.snapshot().get().time()),
                    newest.get().id().abbreviated(),
                    Human.time(newest.get().time())));
      }
    }
    return end(behind);
  }

  private boolean end(List<String> behind) {
    behind.forEach(answer::line);
    answer
        .document()
        .ifPresent(
            json -> {
              json.writeEndArray();
              json.writeArrayPropertyStart("behind");
              behind.forEach(json::writeString);
              json.writeEndArray();
            });
    return behind.isEmpty() && results.stream().allMatch(FailoverResult::passed);
  }
}

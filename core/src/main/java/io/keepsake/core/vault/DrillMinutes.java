package io.keepsake.core.vault;

import io.keepsake.core.vault.FailoverResult.Compared;
import io.keepsake.core.vault.FailoverResult.Mismatch;
import io.keepsake.core.vault.FailoverResult.Recovery;
import io.keepsake.core.vault.FailoverResult.Scope;
import io.keepsake.core.vault.FailoverResult.Stage;
import io.keepsake.core.vault.FailoverResult.Step;
import io.keepsake.core.vault.FailoverResult.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What happened in a drill so far. Events come from many threads, all else from one. */
final class DrillMinutes {

  private static final int MOST_MISMATCHES = 1000;

  private final Instant time = Instant.now();
  private final List<String> cut;
  private final List<String> others;
  private final Map<String, String> unusable = new TreeMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Mismatch> mismatches = new ArrayList<>();
  private Optional<Snapshot> snapshot = Optional.empty();
  private Scope scope = new Scope(0, 0, Optional.empty(), List.of());
  private Compared compared = new Compared(0, 0, 0, 0, 0);
  private long mismatchCount;
  private String lastProblem = "";

  /**
   * Minutes of a drill that begins now.
   *
   * @param others ids of the providers that are not cut out
   */
  DrillMinutes(Collection<String> cut, List<String> others) {
    this.cut = cut.stream().sorted().toList();
    this.others = others;
  }

  /** Does a step and notes how long it took, also if it fails. */
  <T> T time(Stage stage, Failures.Operation<T> step) throws IOException {
    long start = System.nanoTime();
    try {
      return step.run();
    } finally {
      steps.add(new Step(stage, Duration.ofNanos(System.nanoTime() - start)));
    }
  }

  private synchronized List<String> remaining() {
    return others.stream().filter(id -> !unusable.containsKey(id)).toList();
  }

  synchronized void unusable(String id, String reason) {
    unusable.put(id, reason);
  }

  void snapshot(Snapshot found) {
    snapshot = Optional.of(found);
  }

  void scope(Scope planned, List<Mismatch> lost) {
    scope = planned;
    lost.forEach(each -> mismatch(each.path(), each.problem()));
  }

  void compared(Compared sofar) {
    compared = sofar;
  }

  synchronized void problem(String problem) {
    lastProblem = problem;
  }

  synchronized String lastProblem() {
    return lastProblem;
  }

  void mismatch(String path, String problem) {
    mismatchCount++;
    if (mismatches.size() < MOST_MISMATCHES) {
      mismatches.add(new Mismatch(path, problem));
    }
  }

  Mismatch firstMismatch() {
    return mismatches.getFirst();
  }

  /** How long restoring the whole snapshot takes, if it goes as fast as that of so many bytes. */
  Duration wholeRestore(long bytes) {
    Duration took = took(Stage.RESTORE);
    long whole = snapshot.orElseThrow().totals().bytes();
    return bytes == 0 || whole <= bytes
        ? took
        : Duration.ofMillis(Math.round((double) took.toMillis() * whole / bytes));
  }

  private Duration took(Stage stage) {
    return steps.stream()
        .filter(step -> step.stage() == stage)
        .map(Step::took)
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** The remaining providers have not got what is needed to begin. */
  FailoverResult lost(String why) {
    return result(
        Optional.empty(), Verdict.FAILED, "%s, nothing can be restored: %s".formatted(lack(), why));
  }

  /**
   * The drill ran to its end.
   *
   * @param wholeRestore an estimate of how long restoring the whole snapshot takes
   */
  FailoverResult result(Duration wholeRestore) {
    Duration before =
        steps.stream()
            .filter(step -> step.stage().compareTo(Stage.RESTORE) < 0)
            .map(Step::took)
            .reduce(Duration.ZERO, Duration::plus);
    Recovery recovery =
        new Recovery(
            before.plus(took(Stage.RESTORE)),
            before.plus(wholeRestore),
            Duration.between(snapshot.orElseThrow().time(), time));
    if (mismatchCount == 0) {
      return result(
          Optional.of(recovery),
          Verdict.PASSED,
          "%s, all %d files that were tried came back from %s as they were stored"
              .formatted(lack(), scope.files(), String.join(", ", remaining())));
    }
    Mismatch first = firstMismatch();
    return result(
        Optional.of(recovery),
        Verdict.FAILED,
        "%s, %d of %d files that were tried did not come back as they were; the first is %s: %s"
            .formatted(lack(), mismatchCount, scope.files(), first.path(), first.problem()));
  }

  private String lack() {
    return "without " + String.join(", ", cut);
  }

  private synchronized FailoverResult result(
      Optional<Recovery> recovery, Verdict verdict, String sentence) {
    return new FailoverResult(
        time,
        cut,
        remaining(),
        unusable,
        snapshot,
        scope,
        steps,
        compared,
        mismatches,
        mismatchCount,
        recovery,
        verdict,
        sentence);
  }
}

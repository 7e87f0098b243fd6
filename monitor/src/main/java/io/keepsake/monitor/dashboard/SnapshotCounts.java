package io.keepsake.monitor.dashboard;

import io.keepsake.core.placement.CopyPolicy;
import io.keepsake.core.placement.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How many snapshots are kept how well.
 *
 * @param total how many there are
 * @param full how many have all copies that are wanted
 * @param degraded how many have enough, but not all
 * @param failed how many have fewer than the minimum
 * @param newest when the newest was made; empty if there is none
 * @param policy what is wanted for the newest; empty if there is none
 */
public record SnapshotCounts(
    int total,
    int full,
    int degraded,
    int failed,
    Optional<Instant> newest,
    Optional<CopyPolicy> policy) {

  /**
   * Checks that the parts make the whole.
   *
   * @throws IllegalArgumentException if they do not
   */
  public SnapshotCounts {
    if (full + degraded + failed != total) {
      throw new IllegalArgumentException("The snapshots do not add up");
    }
  }

  /** Counts snapshots, the newest first. */
  public static SnapshotCounts of(List<SnapshotCard> snapshots) {
    return new SnapshotCounts(
        snapshots.size(),
        count(snapshots, Verdict.Level.FULL),
        count(snapshots, Verdict.Level.DEGRADED),
        count(snapshots, Verdict.Level.FAILED),
        snapshots.stream().findFirst().map(SnapshotCard::time),
        snapshots.stream().findFirst().map(card -> card.verdict().policy()));
  }

  private static int count(List<SnapshotCard> snapshots, Verdict.Level level) {
    return (int) snapshots.stream().filter(card -> card.verdict().level() == level).count();
  }

  /** All have what is wanted: a sentence. */
  String allKept() {
    if (total == 1) {
      return "The only snapshot has its %s.".formatted(copies());
    }
    return "All %s snapshots have their %s.".formatted(Words.count(total), copies());
  }

  /** Some do not have what is wanted: a sentence. */
  String notAllKept() {
    if (total == 1) {
      return "The only snapshot does not have its %s yet.".formatted(copies());
    }
    if (full == 0) {
      return "None of the %s snapshots has its %s yet.".formatted(Words.count(total), copies());
    }
    return "%s of %s snapshots have their %s."
        .formatted(Words.count(full), Words.count(total), copies());
  }

  /** Some have fewer than the minimum: a sentence. */
  String tooFew() {
    int minimum = policy.map(CopyPolicy::minimum).orElse(1);
    String lack =
        minimum == 1
            ? "no whole copy"
            : "fewer than the %d copies %s at the least"
                .formatted(minimum, failed == 1 ? "it needs" : "they need");
    return "%s of %s %s %s."
        .formatted(
            Words.count(failed),
            Words.count(total, "snapshot", "snapshots"),
            failed == 1 ? "has" : "have",
            lack);
  }

  private String copies() {
    int wanted = policy.map(CopyPolicy::copies).orElse(1);
    int regions = policy.map(CopyPolicy::regions).orElse(0);
    String copies = Words.count(wanted, "copy", "copies");
    return regions > 1 ? "%s in %d regions".formatted(copies, regions) : copies;
  }
}

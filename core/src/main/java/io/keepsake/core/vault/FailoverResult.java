package io.keepsake.core.vault;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a failover drill showed: the evidence that the vault can be restored without some providers,
 * or that it cannot.
 *
 * @param time when it began
 * @param cut ids of the providers that were taken for lost, sorted
 * @param remaining ids of those that served, in the order of the settings
 * @param unusable ids of those that were to serve and could not, each with the reason
 * @param snapshot what was restored; empty if it came to none
 * @param scope how much of it
 * @param steps how long each step took, in their order
 * @param compared what was compared
 * @param mismatches what did not come back as it was; the first thousand
 * @param mismatchCount how many there are
 * @param recovery how long it took; empty if nothing was restored
 * @param verdict whether everything came back
 * @param sentence the verdict in a sentence for people, without a full stop
 */
public record FailoverResult(
    Instant time,
    List<String> cut,
    List<String> remaining,
    Map<String, String> unusable,
    Optional<Snapshot> snapshot,
    Scope scope,
    List<Step> steps,
    Compared compared,
    List<Mismatch> mismatches,
    long mismatchCount,
    Optional<Recovery> recovery,
    Verdict verdict,
    String sentence) {

  /** Whether everything that was tried came back. */
  public enum Verdict {
    /** Every byte, as it was stored. */
    PASSED,
    /** Not everything. */
    FAILED
  }

  /** What a drill does, in this order. */
  public enum Stage {
    /** Opening the remaining providers, headers and keys. */
    OPEN,
    /** Listing and reading the snapshots. */
    SNAPSHOTS,
    /** Reading the index. */
    INDEX,
    /** Choosing what to restore. */
    PLAN,
    /** Restoring it. */
    RESTORE,
    /** Reading it back and comparing it. */
    COMPARE
  }

  /** How long a stage took. */
  public record Step(Stage stage, Duration took) {}

  /**
   * What was to be restored.
   *
   * @param files how many files
   * @param bytes their size
   * @param seed what a sample was chosen by; empty if it was everything
   * @param leftOut sizes of which there are files, all too large for the sample; words for people
   */
  public record Scope(long files, long bytes, Optional<Long> seed, List<String> leftOut) {
    /** Copies the list. */
    public Scope {
      leftOut = List.copyOf(leftOut);
    }
  }

  /**
   * What was compared, and the same.
   *
   * @param files with the stored hashes of their chunks
   * @param bytes size of these
   * @param liveFiles of these, also with the file that was backed up, which has the same size and
   *     time still
   * @param liveBytes size of these
   * @param unreadable files that were restored, and whose permissions did not let them be read back
   */
  public record Compared(long files, long bytes, long liveFiles, long liveBytes, long unreadable) {}

  /** One thing that did not come back as it was. */
  public record Mismatch(String path, String problem) {}

  /**
   * How long a recovery takes.
   *
   * @param toLastByte from the first call to the last byte of what was restored, as measured
   * @param whole an estimate for the whole snapshot, at the rate that was measured
   * @param dataAge how old the snapshot was: what was changed in that time is lost with the
   *     providers
   */
  public record Recovery(Duration toLastByte, Duration whole, Duration dataAge) {}

  /** Copies the collections. */
  public FailoverResult {
    cut = List.copyOf(cut);
    remaining = List.copyOf(remaining);
    unusable = Map.copyOf(unusable);
    steps = List.copyOf(steps);
    mismatches = List.copyOf(mismatches);
  }

  /** Whether everything that was tried came back. */
  public boolean passed() {
    return verdict == Verdict.PASSED;
  }
}

package io.keepsake.core.vault;

import java.util.List;
import java.util.Map;

/**
 * Whether the audit trail is what was written.
 *
 * @param records how many records were read, each counted once
 * @param writers how many chains there are: one for each journal of a machine
 * @param copies how many copies of segments were read
 * @param unsealed records of this machine that are in no segment yet
 * @param findings what is wrong, in the order found
 * @param unasked providers that could not be asked, with the reason; nothing is said of their
 *     copies
 */
public record AuditReport(
    long records,
    int writers,
    long copies,
    long unsealed,
    List<Finding> findings,
    Map<String, String> unasked) {

  /** Copies the collections. */
  public AuditReport {
    findings = List.copyOf(findings);
    unasked = Map.copyOf(unasked);
  }

  /**
   * Something that is not as it was written.
   *
   * @param kind what kind of thing: one of a few words, such as {@code gap}
   * @param providerId at which provider; empty if it concerns none, or all
   * @param place name of the segment, the writer, or {@code journal}
   * @param problem one sentence for people
   */
  public record Finding(String kind, String providerId, String place, String problem) {

    /** Whether a provider lacks what another one has, and no more. */
    public boolean copyIsMissing() {
      return kind.equals("copy-missing");
    }
  }

  /** Whether the records are whole and unchanged, though a copy of them may be missing. */
  public boolean sound() {
    return findings.stream().allMatch(Finding::copyIsMissing);
  }

  /** Whether nothing is wrong at all, as far as was looked. */
  public boolean complete() {
    return findings.isEmpty() && unasked.isEmpty();
  }
}

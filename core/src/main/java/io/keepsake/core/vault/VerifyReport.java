package io.keepsake.core.vault;

import java.util.List;

/**
 * What a verification found.
 *
 * @param snapshots snapshots checked
 * @param objects objects checked, each copy counted
 * @param bytes bytes read
 * @param findings damage in the order found, the first 10,000 of it
 */
public record VerifyReport(long snapshots, long objects, long bytes, List<Finding> findings) {

  /** Copies the findings. */
  public VerifyReport {
    findings = List.copyOf(findings);
  }

  /** Whether nothing is damaged or missing. */
  public boolean sound() {
    return findings.isEmpty();
  }

  /**
   * One damaged or missing thing.
   *
   * @param storeId where; empty if it concerns the vault as a whole
   * @param object name of the object, or what else is concerned
   * @param problem one sentence for people
   */
  public record Finding(String storeId, String object, String problem) {}
}

package io.keepsake.core.probe;

import io.keepsake.core.probe.CheckResult.Outcome;
import java.util.List;

/**
 * What checks of a store found.
 *
 * @param storeId which store
 * @param location where it is, for people; its URL if it could not be opened
 * @param results in the order of the checks
 */
public record CheckReport(String storeId, String location, List<CheckResult> results) {

  /** Copies the list. */
  public CheckReport {
    results = List.copyOf(results);
  }

  /** Whether any check ended so. */
  public boolean has(Outcome outcome) {
    return results.stream().anyMatch(result -> result.outcome() == outcome);
  }

  /** How many checks ended so. */
  public long count(Outcome outcome) {
    return results.stream().filter(result -> result.outcome() == outcome).count();
  }
}

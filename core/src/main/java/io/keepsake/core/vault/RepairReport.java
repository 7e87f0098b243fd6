package io.keepsake.core.vault;

import java.util.List;
import java.util.Map;

/**
 * What a repair found and did.
 *
 * @param objects how many objects of the vault were looked at, copies not counted
 * @param providers what became of each provider that could be used
 * @param lost the first thousand objects of which no provider has a good copy
 * @param lostCount how many they are
 * @param leftOut providers that could not be used at all, each with the reason
 */
public record RepairReport(
    long objects,
    List<ProviderRepair> providers,
    List<Lost> lost,
    long lostCount,
    Map<String, String> leftOut) {

  /** Copies the collections. */
  public RepairReport {
    providers = List.copyOf(providers);
    lost = List.copyOf(lost);
    leftOut = Map.copyOf(leftOut);
  }

  /** Whether every provider now has everything, as far as was looked. */
  public boolean complete() {
    return lostCount == 0
        && leftOut.isEmpty()
        && providers.stream().allMatch(each -> each.owed() == 0 && each.problem().isEmpty());
  }

  /**
   * What became of one provider.
   *
   * @param id which
   * @param missing copies it did not have
   * @param damaged copies it had wrong
   * @param repaired how many of both were written and checked
   * @param bytesWritten the bytes of those
   * @param owed how many of both it still lacks
   * @param bytesOwed the bytes of those, as far as their lengths are known
   * @param problem why some are owed, or could not be checked: a sentence; empty if all went well
   */
  public record ProviderRepair(
      String id,
      long missing,
      long damaged,
      long repaired,
      long bytesWritten,
      long owed,
      long bytesOwed,
      String problem) {}

  /**
   * An object that cannot be repaired.
   *
   * @param object its name
   * @param problem one sentence for people
   */
  public record Lost(String object, String problem) {}
}

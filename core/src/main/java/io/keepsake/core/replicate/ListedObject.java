package io.keepsake.core.replicate;

import io.keepsake.core.spi.storage.ObjectName;
import java.util.HashMap;
import java.util.Map;

/**
 * An object of a vault, and where it is.
 *
 * @param name the object
 * @param lengths its length in each store that listed it, by the store's id; never empty
 */
public record ListedObject(ObjectName name, Map<String, Long> lengths) {

  /** Copies the map. */
  public ListedObject {
    lengths = Map.copyOf(lengths);
  }

  /**
   * The length that the object is taken to have: the one that most stores list, the longest of
   * several, since a copy that was cut off is shorter.
   */
  public long agreedLength() {
    Map<Long, Integer> votes = new HashMap<>();
    lengths.values().forEach(length -> votes.merge(length, 1, Integer::sum));
    return votes.entrySet().stream()
        .max(
            Map.Entry.<Long, Integer>comparingByValue()
                .thenComparing(Map.Entry.<Long, Integer>comparingByKey()))
        .orElseThrow()
        .getKey();
  }

  /** Without the stores that list another length: what they have is no copy. */
  public ListedObject whole() {
    return ofLength(agreedLength());
  }

  /** Without the stores that list another length than this one. */
  ListedObject ofLength(long right) {
    Map<String, Long> holders = new HashMap<>(lengths);
    holders.values().removeIf(length -> length != right);
    return new ListedObject(name, holders);
  }
}

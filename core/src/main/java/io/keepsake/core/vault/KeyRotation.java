package io.keepsake.core.vault;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * New data keys that the minimum of providers or more have.
 *
 * @param epoch their number. Whoever opens the vault from now on writes under them
 * @param owed providers that have not got the new header yet, each with the reason; they get it,
 *     and the keys, by the next backup or repair that reaches them
 */
public record KeyRotation(int epoch, Map<String, String> owed) {

  /** Copies the map. */
  public KeyRotation {
    owed = Collections.unmodifiableMap(new TreeMap<>(owed));
  }
}

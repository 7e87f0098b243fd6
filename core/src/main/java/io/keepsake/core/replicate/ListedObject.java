package io.keepsake.core.replicate;

import io.keepsake.core.spi.storage.ObjectName;
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
}

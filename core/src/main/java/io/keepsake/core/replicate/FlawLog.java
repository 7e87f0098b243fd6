package io.keepsake.core.replicate;

import io.keepsake.core.spi.storage.ObjectName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Copies that reads found to be bad or missing, to be mended later. Safe for many threads. */
final class FlawLog {

  /** More are left to a repair. */
  private static final int MOST_KEPT = 10_000;

  private final Map<ObjectName, Set<String>> found = new LinkedHashMap<>();

  synchronized void found(String storeId, ObjectName name) {
    if (found.size() < MOST_KEPT || found.containsKey(name)) {
      found.computeIfAbsent(name, _ -> new TreeSet<>()).add(storeId);
    }
  }

  /** Takes all of them: per object, the stores whose copy is no good. */
  synchronized Map<ObjectName, Set<String>> take() {
    Map<ObjectName, Set<String>> taken = new LinkedHashMap<>(found);
    found.clear();
    return taken;
  }
}

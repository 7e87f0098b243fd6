package io.keepsake.testkit.replicate;

import io.keepsake.core.replicate.DebtLog;
import io.keepsake.core.spi.storage.ObjectName;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What stores owe, by what was told of it. */
final class Debts implements DebtLog {

  private final Map<String, Set<ObjectName>> open = new HashMap<>();

  @Override
  public synchronized void owed(String storeId, ObjectName name, Origin origin) {
    open.computeIfAbsent(storeId, _ -> new TreeSet<>()).add(name);
  }

  @Override
  public synchronized void paid(String storeId, ObjectName name) {
    open.computeIfAbsent(storeId, _ -> new TreeSet<>()).remove(name);
  }

  /** What was owed and not paid. */
  synchronized Set<ObjectName> of(String storeId) {
    return Set.copyOf(open.getOrDefault(storeId, Set.of()));
  }
}

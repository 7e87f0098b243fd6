package io.keepsake.core.repair;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.replicate.ReplicaSet;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rewrites copies that reads found to be bad or missing, from good ones. Each is looked at again
 * first: what was broken on its way only is left alone.
 *
 * <p>A snapshot that a store lacks is left too. A store that lists one is taken to have all that it
 * refers to, and only a repair, which looks at everything, can tell that.
 */
public final class FlawRepair {

  private static final Logger LOG = LoggerFactory.getLogger(FlawRepair.class);

  private final List<ObjectStore> stores;
  private final Set<String> writable;
  private final VaultListener listener;

  /**
   * A repair of copies at these stores.
   *
   * @param writable ids of the stores that may be written to
   */
  public FlawRepair(ReplicaSet replicas, Set<String> writable, VaultListener listener) {
    this.stores = replicas.answeringStores();
    this.writable = Set.copyOf(writable);
    this.listener = listener;
  }

  /**
   * What was done.
   *
   * @param repaired copies that were rewritten
   * @param left copies that are bad or missing still; {@code repair} tells why
   */
  public record Outcome(long repaired, long left) {}

  /**
   * Repairs.
   *
   * @param flaws by object, the stores whose copy is no good
   * @throws InterruptedIOException on an interrupt; copies written before stay
   */
  public Outcome run(Map<ObjectName, Set<String>> flaws) throws InterruptedIOException {
    Tally tally = new Tally(stores.stream().map(ObjectStore::id).toList());
    long left = 0;
    for (Map.Entry<ObjectName, Set<String>> flaw : flaws.entrySet()) {
      Set<String> bad = new HashSet<>(flaw.getValue());
      bad.retainAll(writable);
      if (!bad.isEmpty()) {
        left += repair(flaw.getKey(), bad, tally);
      }
    }
    long repaired = 0;
    for (RepairOutcome.StoreOutcome store : tally.outcome().stores()) {
      repaired += store.repaired();
      left += store.owed();
      if (!store.problem().isEmpty()) {
        LOG.warn("Copies at {} could not be rewritten: {}", store.storeId(), store.problem());
      }
    }
    return new Outcome(repaired, left);
  }

  /** Answers how many copies were left without being counted. */
  private long repair(ObjectName name, Set<String> bad, Tally tally) throws InterruptedIOException {
    Map<String, Long> lengths = new HashMap<>();
    List<String> answered = new ArrayList<>();
    for (ObjectStore store : stores) {
      try {
        Optional<ObjectStat> found = store.stat(name, Purpose.REPAIR);
        found.ifPresent(stat -> lengths.put(store.id(), stat.length()));
        answered.add(store.id());
      } catch (StoreException e) {
        if (e.kind() == StoreException.Kind.INTERRUPTED) {
          throw new InterruptedIOException("interrupted");
        }
        LOG.debug("Not looked at: {}", e.getMessage());
      }
    }
    Set<String> concerned = new HashSet<>(bad);
    if (name.value().startsWith(ObjectNames.SNAPSHOTS)) {
      concerned.removeIf(id -> answered.contains(id) && !lengths.containsKey(id));
    }
    if (!lengths.isEmpty() && !concerned.isEmpty()) {
      RepairJob job =
          new RepairJob(
              RepairJob.Check.DATA, RepairJob.Action.APPLY, concerned, RepairJob.Sight.PARTIAL);
      new ObjectRepair(job, stores, tally, listener)
          .repair(new ListedObject(name, lengths), answered);
      LOG.debug("Looked after the copies of {}", name);
    }
    return (long) bad.size() - concerned.size();
  }
}

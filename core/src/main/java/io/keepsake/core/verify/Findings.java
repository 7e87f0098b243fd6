package io.keepsake.core.verify;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import java.util.ArrayList;
import java.util.List;

/** Collects damage from several threads and tells it at once. */
public final class Findings {

  /** More than this many are counted, told by events and not kept. */
  private static final int MOST_KEPT = 10_000;

  /**
   * One damaged or missing thing.
   *
   * @param storeId where; empty if it concerns the vault as a whole
   * @param object what
   * @param problem one sentence
   */
  public record Finding(String storeId, String object, String problem) {}

  private final List<Finding> kept = new ArrayList<>();
  private final VaultListener listener;
  private long count;

  /** Tells that listener. */
  public Findings(VaultListener listener) {
    this.listener = listener;
  }

  /** Adds damage at one store, or of the whole vault where the id is empty. */
  public void add(String storeId, String object, String problem) {
    synchronized (this) {
      count++;
      if (kept.size() < MOST_KEPT) {
        kept.add(new Finding(storeId, object, problem));
      }
    }
    listener.on(new VaultEvent.DamageFound(storeId, object, problem));
  }

  /** What was found first. */
  public synchronized List<Finding> all() {
    return List.copyOf(kept);
  }

  /** How much was found. */
  public synchronized long count() {
    return count;
  }
}

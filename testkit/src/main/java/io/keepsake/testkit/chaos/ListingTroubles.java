package io.keepsake.testkit.chaos;

import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.testkit.storage.Times;
import java.util.Optional;
import java.util.Set;

/** What is wrong with the listings of a provider; all stores open on it share this. */
final class ListingTroubles {

  private static final Times NEVER = count -> false;

  private Times stale = NEVER;
  private Times partial = NEVER;
  private Optional<Set<ObjectName>> known = Optional.empty();
  private long lists;
  private long continued;

  /** From now on listings may show nothing but these. */
  synchronized void stale(Times during, Set<ObjectName> shown) {
    stale = during;
    known = Optional.of(shown);
    lists = 0;
  }

  synchronized void partial(Times during) {
    partial = during;
    continued = 0;
  }

  synchronized void lift() {
    stale = NEVER;
    partial = NEVER;
    known = Optional.empty();
  }

  /** What a listing that begins or goes on now may show; empty if everything. */
  synchronized Optional<Set<ObjectName>> shown() {
    return stale.at(++lists) ? known : Optional.empty();
  }

  /** Whether a page that goes on from another one breaks off. */
  synchronized boolean breaksOff() {
    return partial.at(++continued);
  }
}

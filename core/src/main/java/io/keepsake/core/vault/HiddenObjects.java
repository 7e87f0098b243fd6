package io.keepsake.core.vault;

import io.keepsake.core.repository.Tasks;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.RetentionLocks;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/**
 * What deletions have hidden at one store. Where the lock on it lasts, somebody has deleted it in
 * spite of that; the rest is what any deletion leaves in a place that keeps versions.
 */
final class HiddenObjects {

  private static final int AT_ONCE = 32;
  private static final int NAMED = 100;

  private final RetentionLocks locks;
  private final Troubles troubles;
  private final Instant now = Instant.now();
  private final List<ObjectName> named = new ArrayList<>();
  private long locked;
  private long others;

  HiddenObjects(RetentionLocks locks, Troubles troubles) {
    this.locks = locks;
    this.troubles = troubles;
  }

  /** How many with a lock that lasts, or that could not be read, were found so far. */
  long locked() {
    return locked;
  }

  /** The first hundred of them. */
  List<ObjectName> named() {
    return named;
  }

  /** How many others were found so far. */
  long others() {
    return others;
  }

  /**
   * Goes through all of them.
   *
   * @param first the first page
   * @param meant those to count
   * @throws IOException if a page cannot be read, the store is down, or on an interrupt
   */
  void find(ListPage first, Predicate<ObjectName> meant) throws IOException {
    ListPage page = first;
    while (true) {
      List<ObjectName> names = page.objects().stream().map(ObjectStat::name).filter(meant).toList();
      for (int from = 0; from < names.size(); from += AT_ONCE) {
        some(names.subList(from, Math.min(names.size(), from + AT_ONCE)));
      }
      if (page.next().isEmpty()) {
        return;
      }
      page = locks.hidden(page.next(), Purpose.VERIFY);
    }
  }

  /** Whether any of these names is hidden, with a lock or without one. */
  static boolean isAny(RetentionLocks locks, Predicate<ObjectName> meant) throws StoreException {
    Optional<String> next = Optional.empty();
    do {
      ListPage page = locks.hidden(next, Purpose.VERIFY);
      if (page.objects().stream().map(ObjectStat::name).anyMatch(meant)) {
        return true;
      }
      next = page.next();
    } while (next.isPresent());
    return false;
  }

  /** One of them. Without an answer about its lock it counts as locked. */
  private record Found(boolean locked, Optional<StoreException> failure) {}

  private void some(List<ObjectName> names) throws IOException {
    List<Callable<Found>> calls = new ArrayList<>();
    names.forEach(name -> calls.add(() -> each(name)));
    List<Found> all = Tasks.atOnce(calls);
    for (int i = 0; i < names.size(); i++) {
      Found found = all.get(i);
      if (!found.locked()) {
        others++;
      } else if (++locked <= NAMED) {
        named.add(names.get(i));
      }
      if (found.failure().isPresent()) {
        troubles.note(found.failure().get());
      } else {
        troubles.none();
      }
    }
  }

  private Found each(ObjectName name) throws StoreException {
    try {
      return new Found(
          locks
              .readHidden(name, Purpose.VERIFY)
              .filter(lock -> lock.until().isAfter(now))
              .isPresent(),
          Optional.empty());
    } catch (StoreException e) {
      if (e.kind() == Kind.INTERRUPTED) {
        throw e;
      }
      return new Found(true, Optional.of(e));
    }
  }
}

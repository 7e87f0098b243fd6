package io.keepsake.core.vault;

import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.repository.Tasks;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.LockMode;
import io.keepsake.core.spi.storage.LockRule;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.Retention;
import io.keepsake.core.spi.storage.RetentionLocks;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.vault.LockRequest.Action;
import io.keepsake.core.vault.ProviderLocks.State;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** Looks at the locks of all objects of a vault at one store, and makes short ones longer. */
final class StoreLocking {

  private static final int PAGE = 1_000;
  private static final int AT_ONCE = 32;
  private static final int NAMED = 100;

  private final ObjectStore store;
  private final LockRequest request;
  private final Predicate<ObjectName> meant;
  private final Instant now = Instant.now();
  private final List<ObjectName> hidden = new ArrayList<>();
  private State state = State.UNKNOWN;
  private Optional<LockRule> rule = Optional.empty();
  private Optional<Instant> soonest = Optional.empty();
  private long hiddenCount;
  private long compliance;
  private long governance;
  private long unlocked;
  private long lacking;
  private long extended;

  /**
   * For one store.
   *
   * @param meant which objects of the vault are to be locked
   */
  StoreLocking(ObjectStore store, LockRequest request, Predicate<ObjectName> meant) {
    this.store = store;
    this.request = request;
    this.meant = meant;
  }

  /** What a failure leaves undone is in the answer; only an interrupt is thrown. */
  ProviderLocks run() throws IOException {
    Optional<RetentionLocks> locks = store.locks();
    if (locks.isEmpty()) {
      state = State.CANNOT;
      return answer(Optional.empty());
    }
    rule = locks.get().rule();
    try {
      if (!isLocking(locks.get())) {
        state = State.CANNOT;
        return answer(Optional.empty());
      }
      state = State.LOCKS;
      if (request.action() == Action.EXTEND && rule.isEmpty()) {
        return answer(Optional.of(withoutRule()));
      }
      findHidden(locks.get());
      eachPage(locks.get());
      return answer(Optional.empty());
    } catch (StoreException e) {
      if (e.kind() == Kind.INTERRUPTED) {
        throw e;
      }
      return answer(Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private String withoutRule() {
    return "Provider %s can lock, but has not the options %s and %s that say how; nothing was extended there"
        .formatted(store.id(), LockRule.MODE, LockRule.TIME);
  }

  /** A place without locks is a problem only if it was set to lock. */
  private boolean isLocking(RetentionLocks locks) throws StoreException {
    try {
      locks.hidden(Optional.empty(), Purpose.VERIFY);
      return true;
    } catch (StoreException e) {
      if (e.kind() == Kind.INVALID && rule.isEmpty()) {
        return false;
      }
      throw e;
    }
  }

  private void findHidden(RetentionLocks locks) throws StoreException {
    Optional<String> next = Optional.empty();
    do {
      ListPage page = locks.hidden(next, Purpose.VERIFY);
      for (ObjectStat object : page.objects()) {
        if (isOfVault(object.name())) {
          hiddenCount++;
          if (hidden.size() < NAMED) {
            hidden.add(object.name());
          }
        }
      }
      next = page.next();
    } while (next.isPresent());
  }

  private void eachPage(RetentionLocks locks) throws IOException {
    Optional<String> next = Optional.empty();
    do {
      ListPage page = store.list("", next, PAGE, Purpose.VERIFY);
      List<ObjectName> names =
          page.objects().stream()
              .map(ObjectStat::name)
              .filter(StoreLocking::isOfVault)
              .filter(meant)
              .toList();
      for (int from = 0; from < names.size(); from += AT_ONCE) {
        some(locks, names.subList(from, Math.min(names.size(), from + AT_ONCE)));
      }
      next = page.next();
    } while (next.isPresent());
  }

  private static boolean isOfVault(ObjectName name) {
    return LockRule.isFor(name)
        && (name.equals(ObjectNames.HEADER) || ObjectNames.hashOf(name).isPresent());
  }

  private void some(RetentionLocks locks, List<ObjectName> names) throws IOException {
    List<Callable<Optional<Found>>> calls = new ArrayList<>();
    names.forEach(name -> calls.add(() -> each(locks, name)));
    for (Optional<Found> found : Tasks.atOnce(calls)) {
      found.ifPresent(this::count);
    }
  }

  /** The lock that an object has in the end, if it has any. */
  private record Found(Optional<Retention> lock, boolean extended) {}

  private Optional<Found> each(RetentionLocks locks, ObjectName name) throws StoreException {
    try {
      Optional<Retention> there =
          locks.read(name, Purpose.VERIFY).filter(lock -> lock.until().isAfter(now));
      if (request.action() == Action.LOOK || isEnough(there)) {
        return Optional.of(new Found(there, false));
      }
      Retention longer = longer(rule.orElseThrow(), there);
      locks.lock(name, longer, Purpose.REPAIR);
      return Optional.of(new Found(Optional.of(longer), true));
    } catch (StoreException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty(); // deleted since it was listed
      }
      throw e;
    }
  }

  /** As the rule says, and no softer or shorter than what is there. */
  private Retention longer(LockRule wanted, Optional<Retention> there) {
    Retention ruled = wanted.from(now);
    boolean firmer = there.filter(lock -> lock.mode() == LockMode.COMPLIANCE).isPresent();
    Instant until =
        there.map(Retention::until).filter(ruled.until()::isBefore).orElse(ruled.until());
    return new Retention(firmer ? LockMode.COMPLIANCE : ruled.mode(), until);
  }

  private boolean isEnough(Optional<Retention> there) {
    Optional<Duration> time =
        request.atLeast().or(() -> rule.map(each -> each.time().dividedBy(2)));
    if (time.isEmpty()) {
      return true; // nobody has said what is wanted
    }
    LockMode mode = rule.map(LockRule::mode).orElse(LockMode.GOVERNANCE);
    Retention wanted = new Retention(mode, now.plus(time.get()));
    return there.filter(lock -> lock.covers(wanted)).isPresent();
  }

  private void count(Found found) {
    extended += found.extended() ? 1 : 0;
    lacking += isEnough(found.lock()) ? 0 : 1;
    if (found.lock().isEmpty()) {
      unlocked++;
      return;
    }
    Retention lock = found.lock().get();
    if (lock.mode() == LockMode.COMPLIANCE) {
      compliance++;
    } else {
      governance++;
    }
    soonest = Optional.of(soonest.filter(lock.until()::isAfter).orElse(lock.until()));
  }

  private ProviderLocks answer(Optional<String> problem) {
    return new ProviderLocks(
        store.id(),
        state,
        rule,
        compliance,
        governance,
        unlocked,
        lacking,
        extended,
        soonest,
        hiddenCount,
        hidden,
        problem);
  }
}

package io.keepsake.testkit.storage;

import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ForwardingStore;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.LockRule;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.Retention;
import io.keepsake.core.spi.storage.RetentionLocks;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A store that locks objects, as a service does that keeps no earlier versions: what is locked is
 * neither deleted nor replaced.
 */
public final class RetentionStore extends ForwardingStore implements RetentionLocks {

  private final ObjectStore behind;
  private final Map<ObjectName, Retention> locks;
  private final Optional<LockRule> rule;

  /** A store with no locks yet, that locks what is put as the rule says. */
  public RetentionStore(ObjectStore behind, Optional<LockRule> rule) {
    this(behind, rule, new ConcurrentHashMap<>());
  }

  RetentionStore(ObjectStore behind, Optional<LockRule> rule, Map<ObjectName, Retention> locks) {
    super(behind);
    this.behind = behind;
    this.rule = rule;
    this.locks = locks;
  }

  /** A second store on the same objects and locks, with a rule of its own. */
  public RetentionStore again(ObjectStore again, Optional<LockRule> other) {
    return new RetentionStore(again, other, locks);
  }

  @Override
  public Set<Capability> capabilities() {
    Set<Capability> all = EnumSet.copyOf(behind.capabilities());
    all.add(Capability.RETENTION_LOCK);
    return all;
  }

  @Override
  public Optional<RetentionLocks> locks() {
    return Optional.of(this);
  }

  @Override
  public Optional<LockRule> rule() {
    return rule;
  }

  @Override
  public void put(ObjectName name, ObjectContent content, PutCondition condition, Purpose purpose)
      throws StoreException {
    synchronized (locks) {
      if (condition == PutCondition.ANY) {
        requireUnlocked("replace", name);
      }
      super.put(name, content, condition, purpose);
      rule.filter(_ -> LockRule.isFor(name))
          .ifPresent(each -> locks.put(name, each.from(Instant.now())));
    }
  }

  @Override
  public void delete(Collection<ObjectName> names, Purpose purpose) throws StoreException {
    synchronized (locks) {
      for (ObjectName name : names) {
        requireUnlocked("delete", name);
        super.delete(List.of(name), purpose);
        locks.remove(name);
      }
      super.delete(List.of(), purpose);
    }
  }

  @Override
  public Optional<Retention> read(ObjectName name, Purpose purpose) throws StoreException {
    requireThere("read the lock of", name, purpose);
    return Optional.ofNullable(locks.get(name));
  }

  @Override
  public void lock(ObjectName name, Retention retention, Purpose purpose) throws StoreException {
    synchronized (locks) {
      requireThere("lock", name, purpose);
      Optional<Retention> there = active(name);
      if (there.isPresent() && !retention.covers(there.get())) {
        throw failure(
            Kind.DENIED,
            "lock",
            name,
            "it is locked " + there.get() + ", which is longer or firmer");
      }
      locks.put(name, retention);
    }
  }

  @Override
  public ListPage hidden(Optional<String> continuation, Purpose purpose) {
    return new ListPage(List.of(), Optional.empty());
  }

  @Override
  public Optional<Retention> readHidden(ObjectName name, Purpose purpose) {
    return Optional.empty();
  }

  private Optional<Retention> active(ObjectName name) {
    return Optional.ofNullable(locks.get(name))
        .filter(retention -> retention.until().isAfter(Instant.now()));
  }

  private void requireThere(String asked, ObjectName name, Purpose purpose) throws StoreException {
    if (behind.stat(name, purpose).isEmpty()) {
      throw failure(Kind.NOT_FOUND, asked, name, "there is no such object");
    }
  }

  private void requireUnlocked(String asked, ObjectName name) throws StoreException {
    Optional<Retention> there = active(name);
    if (there.isPresent()) {
      throw failure(Kind.DENIED, asked, name, "it is locked " + there.get());
    }
  }

  private StoreException failure(Kind kind, String asked, ObjectName name, String problem) {
    return new StoreException(
        kind, id(), "Provider %s could not %s %s: %s".formatted(id(), asked, name, problem));
  }
}

package io.keepsake.core.repair;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.repair.RepairJob.Action;
import io.keepsake.core.repair.RepairJob.Check;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Repairs one object after the other: finds a good copy, and writes it to the stores that have none
 * or a bad one. Safe for many threads; each call holds one object in memory.
 */
final class ObjectRepair {

  private final RepairJob job;
  private final List<ObjectStore> stores;
  private final Tally tally;
  private final VaultListener listener;

  ObjectRepair(RepairJob job, List<ObjectStore> stores, Tally tally, VaultListener listener) {
    this.job = job;
    this.stores = List.copyOf(stores);
    this.tally = tally;
    this.listener = listener;
  }

  /** Whether listings alone show that there is nothing to do. */
  boolean isSound(ListedObject object, List<String> listed) {
    return job.check() == Check.LISTING
        && listed.stream().filter(job::concerns).allMatch(object.lengths()::containsKey)
        && alike(object);
  }

  /**
   * Repairs an object.
   *
   * @param listed the stores of which the listing can be trusted; the others are not judged
   * @throws InterruptedIOException on an interrupt; what a store fails at is counted, not thrown
   */
  void repair(ListedObject object, List<String> listed) throws InterruptedIOException {
    Map<ObjectStore, Flaw> flaws = new LinkedHashMap<>();
    for (ObjectStore store : stores) {
      boolean judged = listed.contains(store.id()) && job.concerns(store.id());
      if (judged && !object.lengths().containsKey(store.id())) {
        flaws.put(store, Flaw.MISSING);
      }
    }
    ToldChecksums told =
        job.check() == Check.CHECKSUM ? ToldChecksums.ask(object, stores) : ToldChecksums.NONE;
    boolean sound = alike(object) && (job.check() == Check.LISTING || told.agree());
    if (sound && (job.action() == Action.PREVIEW || flaws.isEmpty())) {
      long length = object.lengths().values().iterator().next();
      flaws.forEach((store, flaw) -> owe(store, flaw, length));
      return;
    }
    Optional<byte[]> good = findGood(object, told, flaws);
    if (good.isEmpty()) {
      flaws.forEach(this::lose);
      return;
    }
    for (Map.Entry<ObjectStore, Flaw> flaw : flaws.entrySet()) {
      settle(flaw.getKey(), object.name(), flaw.getValue(), good.get());
    }
  }

  private static boolean alike(ListedObject object) {
    return object.lengths().values().stream().distinct().count() == 1;
  }

  /** Reads copies until one is good, and the others as the job demands; notes bad ones. */
  private Optional<byte[]> findGood(
      ListedObject object, ToldChecksums told, Map<ObjectStore, Flaw> flaws)
      throws InterruptedIOException {
    ObjectName name = object.name();
    Optional<byte[]> good = Optional.empty();
    boolean unread = false;
    for (ObjectStore store : told.inOrder(stores)) {
      if (!object.lengths().containsKey(store.id()) || tally.store(store.id()).isUnreadable()) {
        continue;
      }
      try {
        if (good.isEmpty()) {
          good = Copies.read(store, name);
          noteIfBad(store, good.isPresent(), flaws);
        } else {
          noteIfBad(store, isGood(store, object, told, good.get()), flaws);
        }
      } catch (IOException e) {
        unread |= unreadable(store, name, e, flaws);
      }
    }
    if (good.isEmpty()) {
      tally.lost(
          name,
          unread
              ? "no provider that could be read has a good copy"
              : "no provider has a good copy of it");
    }
    return good;
  }

  /** Whether a copy is as good as the one that was read, as far as the job looks. */
  private boolean isGood(ObjectStore store, ListedObject object, ToldChecksums told, byte[] good)
      throws IOException {
    long length = object.lengths().getOrDefault(store.id(), -1L);
    if (job.check() == Check.LISTING || !job.concerns(store.id())) {
      return length == good.length;
    }
    return told.has(store)
        ? length == good.length && told.fits(store, good)
        : Copies.isGood(store, object.name());
  }

  private void noteIfBad(ObjectStore store, boolean good, Map<ObjectStore, Flaw> flaws) {
    if (!good && job.concerns(store.id())) {
      flaws.put(store, Flaw.DAMAGED);
    }
  }

  /** Whether nothing is known of the copy; a copy that is gone or broken is a flaw. */
  private boolean unreadable(
      ObjectStore store, ObjectName name, IOException e, Map<ObjectStore, Flaw> flaws)
      throws InterruptedIOException {
    Kind kind = kind(e);
    if (kind == Kind.NOT_FOUND || kind == Kind.CORRUPT) {
      if (job.concerns(store.id())) {
        flaws.put(store, kind == Kind.NOT_FOUND ? Flaw.MISSING : Flaw.DAMAGED);
      }
      return false;
    }
    tally.store(store.id()).unreadable(reason(store, name, e));
    return true;
  }

  private void settle(ObjectStore store, ObjectName name, Flaw flaw, byte[] good)
      throws InterruptedIOException {
    StoreTally count = tally.store(store.id());
    if (job.action() == Action.PREVIEW || count.isUnwritable()) {
      owe(store, flaw, good.length);
      return;
    }
    try {
      Copies.write(store, name, good, flaw);
      count.found(flaw);
      count.repaired(good.length);
      listener.on(new VaultEvent.CopyRepaired(store.id(), name.value(), good.length));
    } catch (IOException e) {
      Kind kind = kind(e);
      owe(store, flaw, good.length);
      if (kind == Kind.CORRUPT || kind == Kind.INVALID) {
        count.failed(reason(store, name, e));
      } else {
        count.unwritable(reason(store, name, e));
      }
    }
  }

  private void lose(ObjectStore store, Flaw flaw) {
    tally.store(store.id()).found(flaw);
    tally.store(store.id()).lost();
  }

  private void owe(ObjectStore store, Flaw flaw, long bytes) {
    tally.store(store.id()).found(flaw);
    tally.store(store.id()).owed(bytes);
  }

  private static Kind kind(IOException e) throws InterruptedIOException {
    Kind kind = e instanceof StoreException failure ? failure.kind() : Kind.UNAVAILABLE;
    if (kind == Kind.INTERRUPTED || Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted");
    }
    return kind;
  }

  private static String reason(ObjectStore store, ObjectName name, IOException e) {
    return e instanceof StoreException
        ? String.valueOf(e.getMessage())
        : "Provider %s failed at %s: %s".formatted(store.id(), name, e);
  }
}

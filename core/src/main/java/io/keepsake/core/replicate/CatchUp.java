package io.keepsake.core.replicate;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Brings one store up to the others while an operation writes: finds out whether it answers again,
 * what it lacks, and copies that from the others. On a thread of its own until interrupted.
 */
final class CatchUp {

  private static final long IDLE_MILLIS = 200;
  private static final Duration SHORT_PAUSE = Duration.ofSeconds(1);
  private static final Duration HOPELESS_PAUSE = Duration.ofSeconds(30);

  private final Lane lane;
  private final Membership members;
  private final ReplicaReader reader;
  private final CopyOrder order;
  private final Semaphore memory;

  /**
   * A store's way back.
   *
   * @param memory permits for objects in memory, shared by all stores
   */
  CatchUp(Lane lane, Membership members, ReplicaReader reader, CopyOrder order, Semaphore memory) {
    this.lane = lane;
    this.members = members;
    this.reader = reader;
    this.order = order;
    this.memory = memory;
  }

  /** Goes on until it is interrupted. */
  void run() {
    try {
      while (true) {
        if (!step()) {
          lane.await(IDLE_MILLIS);
        }
      }
    } catch (InterruptedException | InterruptedIOException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does one thing; whether there was one to do. */
  private boolean step() throws InterruptedException, InterruptedIOException {
    if (!lane.isEnlisted()) {
      return false;
    }
    if (!lane.isUp()) {
      if (lane.mayProbe()) {
        probe();
      }
      return false;
    }
    if (!lane.isKnown()) {
      return survey();
    }
    var owed = lane.owed(order.last());
    return owed.isPresent() && lane.lagging() == 0 && pay(owed.get());
  }

  private void probe() {
    try {
      if (lane.store().stat(order.probe(), Purpose.PROBE).isPresent()) {
        members.answered(lane);
      } else {
        members.failed(lane, emptied()); // a disk that is not mounted looks like an empty one
      }
    } catch (StoreException e) {
      members.failed(lane, probed(StoreFailure.of(lane.id(), e)));
    } catch (RuntimeException e) {
      members.failed(lane, StoreFailure.of(lane.id(), e));
    }
  }

  private StoreFailure emptied() {
    return new StoreFailure(
        lane.id(),
        Kind.NOT_FOUND,
        "Provider %s answers again and does not hold %s any more, so it is not written to"
            .formatted(lane.id(), order.probe()));
  }

  /** An interrupted probe says nothing; the next one is to come soon all the same. */
  private static StoreFailure probed(StoreFailure failure) {
    return failure.kind() == Kind.INTERRUPTED || failure.kind() == Kind.CORRUPT
        ? new StoreFailure(failure.storeId(), Kind.UNAVAILABLE, failure.reason())
        : failure;
  }

  /**
   * Compares what the store lists with what the others do, and with what they lack: that is at
   * stores that may be down now. Whether that could be done.
   */
  private boolean survey() throws InterruptedIOException {
    List<ObjectStore> compared = new ArrayList<>(members.up());
    if (!compared.contains(lane.store()) || compared.size() < 2 || !members.listEverything(lane)) {
      return false;
    }
    Set<ObjectName> elsewhere = members.lackedByOthers(lane);
    CopyFilter filter = order.filters().get();
    try {
      for (String prefix : order.all()) {
        ReplicaListing listing = new ReplicaListing(compared, List.of(), prefix, Purpose.REPAIR);
        noteMissing(listing, elsewhere, filter);
        for (StoreFailure failure : listing.unlisted()) {
          members.lane(failure.storeId()).ifPresent(other -> members.failed(other, failure));
        }
        if (!listing.unlisted().isEmpty()) {
          return false; // what the others have is not known, or what this one has
        }
      }
      elsewhere.removeIf(filter::excludes);
      elsewhere.forEach(lane::lacks);
      lane.surveyed();
      return true;
    } catch (UncheckedIOException e) {
      throw new InterruptedIOException("interrupted");
    }
  }

  private void noteMissing(ReplicaListing listing, Set<ObjectName> elsewhere, CopyFilter filter) {
    while (listing.hasNext()) {
      ListedObject object = members.whole(listing.next(), Purpose.REPAIR);
      filter.note(object.name());
      boolean here = object.lengths().containsKey(lane.id());
      if (here) {
        elsewhere.remove(object.name());
      }
      boolean wanted = ContentCheck.isNamedByHash(object.name()) && !filter.excludes(object.name());
      if (!here && wanted && listing.unlisted().isEmpty()) {
        lane.lacks(object.name());
      }
    }
  }

  private boolean pay(ObjectName name) throws InterruptedException, InterruptedIOException {
    memory.acquire();
    try {
      lane.seek(name);
      byte[] bytes =
          reader.read(
              name, ByteRange.ALL, Purpose.REPAIR, ContentCheck.NAMED_BY_HASH, Set.of(lane.id()));
      return write(name, bytes);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (ReplicationException e) {
      if (e.isMissingEverywhere()) {
        lane.nowhere(name); // taken back, or never stored
        return true;
      }
      // Each try reads all copies; where none is good there is little hope.
      lane.putOff(name, e.isNoGoodCopyLeft() ? HOPELESS_PAUSE : SHORT_PAUSE);
      return false;
    } catch (IOException e) {
      lane.putOff(name, SHORT_PAUSE);
      return false;
    } finally {
      memory.release();
    }
  }

  private boolean write(ObjectName name, byte[] bytes) throws InterruptedIOException {
    try {
      CopyWriter.mend(lane.store(), name, ObjectContent.of(bytes));
      lane.copied(name);
      members.tell(new VaultEvent.CopyRepaired(lane.id(), name.value(), bytes.length));
      return true;
    } catch (StoreException | RuntimeException e) {
      StoreFailure failure = StoreFailure.of(lane.id(), e);
      if (failure.kind() == Kind.INTERRUPTED) {
        throw new InterruptedIOException("interrupted");
      }
      members.failed(lane, failure);
      if (lane.isUp()) {
        lane.putOff(name, SHORT_PAUSE); // something is wrong with this object alone
      }
      return false;
    }
  }
}

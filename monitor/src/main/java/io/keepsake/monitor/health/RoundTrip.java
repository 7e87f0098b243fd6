package io.keepsake.monitor.health;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.watch.StoreCall.Operation;
import io.keepsake.monitor.health.WatchedProvider.Contents;
import io.keepsake.monitor.health.WatchedProvider.Probing;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** What a probe does to a store that is open. */
final class RoundTrip {

  /** Enough to be no special case of a service, too little to cost anything. */
  private static final int BYTES = 4096;

  private static final int PAGE = 1000;
  private static final ObjectName HEADER = new ObjectName("keepsake.json");

  private final ObjectStore store;
  private final WatchedProvider provider;
  private final ProbeNames names;
  private final InstantSource clock;
  private final ProbeCalls calls;

  RoundTrip(
      ObjectStore store,
      WatchedProvider provider,
      ProbeNames names,
      InstantSource clock,
      ProbeCalls calls) {
    this.store = store;
    this.provider = provider;
    this.names = names;
    this.clock = clock;
    this.calls = calls;
  }

  /** Makes the calls, up to the first that fails; what it wrote is then deleted by a later one. */
  void run() throws StoreException {
    if (provider.probing() == Probing.READING) {
      calls.timed(
          Operation.LIST, 0, () -> store.list("", Optional.empty(), 1, Purpose.PROBE));
    }
    if (provider.contents() == Contents.VAULT) {
      requireVault();
    }
    if (provider.probing() == Probing.WRITING) {
      writeAndRead();
    }
  }

  private void requireVault() throws StoreException {
    Optional<ObjectStat> header =
        calls.timed(Operation.STAT, 0, () -> store.stat(HEADER, Purpose.PROBE));
    if (header.isEmpty()) {
      throw failure(
          Kind.NOT_FOUND,
          "Provider %s answers and holds no vault (no keepsake.json): if it is a disk, mount it;"
              + " if it was emptied, run 'keepsake repair'; nothing was written there");
    }
  }

  private void writeAndRead() throws StoreException {
    ObjectName name = names.next(clock.instant());
    byte[] bytes = new byte[BYTES];
    new SplittableRandom(name.hashCode()).nextBytes(bytes);
    calls.timed(
        Operation.PUT,
        BYTES,
        () -> {
          store.put(name, ObjectContent.of(bytes), PutCondition.ANY, Purpose.PROBE);
          return true;
        });
    calls.timed(
        Operation.GET,
        BYTES,
        () -> {
          if (!Arrays.equals(bytes, read(name))) {
            throw failure(
                Kind.CORRUPT,
                "Provider %s returned other bytes than were stored a moment before; run 'keepsake"
                    + " verify --data' to see whether backups are hurt");
          }
          return true;
        });
    delete(List.of(name));
  }

  private byte[] read(ObjectName name) throws StoreException {
    try (InputStream in = store.get(name, ByteRange.ALL, Purpose.PROBE)) {
      return in.readNBytes(BYTES + 1);
    } catch (StoreException e) {
      throw e;
    } catch (IOException e) {
      throw new StoreException(
          Kind.UNAVAILABLE, store.id(), "Provider %s broke off: %s".formatted(store.id(), e), e);
    }
  }

  /** Deletes what probes have left behind that died. */
  void clean() throws StoreException {
    if (provider.probing() == Probing.READING) {
      return;
    }
    List<ObjectName> left =
        calls
            .timed(
                Operation.LIST,
                0,
                () -> store.list(ProbeNames.PREFIX, Optional.empty(), PAGE, Purpose.PROBE))
            .objects()
            .stream()
            .map(ObjectStat::name)
            .filter(name -> names.isLeftBehind(name, clock.instant()))
            .toList();
    if (!left.isEmpty()) {
      delete(left);
    }
  }

  private void delete(List<ObjectName> objects) throws StoreException {
    calls.timed(
        Operation.DELETE,
        0,
        () -> {
          store.delete(objects, Purpose.PROBE);
          return true;
        });
  }

  private StoreException failure(Kind kind, String sentence) {
    return new StoreException(kind, store.id(), sentence.formatted(store.id()));
  }
}

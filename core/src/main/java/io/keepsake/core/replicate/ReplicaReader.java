package io.keepsake.core.replicate;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreException.Retry;
import io.keepsake.core.store.RetryingStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads from one store after the other until one has a good answer, beginning with the one that is
 * likely to be quickest. While others are left to be asked, a store is tried once; when none had a
 * good answer, those whose failure may pass are asked again, with patience.
 */
final class ReplicaReader {

  private final Membership members;
  private final ReadRoutes routes;
  private final FlawLog flaws;

  ReplicaReader(Membership members, ReadRoutes routes, FlawLog flaws) {
    this.members = members;
    this.flaws = flaws;
    this.routes = routes;
  }

  byte[] read(ObjectName name, ByteRange range, Purpose purpose, ContentCheck check)
      throws IOException {
    return read(name, range, purpose, check, Set.of());
  }

  /**
   * Reads an object.
   *
   * @param not ids of stores not to be asked
   */
  byte[] read(
      ObjectName name, ByteRange range, Purpose purpose, ContentCheck check, Set<String> not)
      throws IOException {
    Reading reading = new Reading(name, range, purpose, check);
    List<ReadRoutes.Route> routesLeft = routes.inOrder(not);
    List<ReadRoutes.Route> again = new ArrayList<>();
    for (int i = 0; i < routesLeft.size(); i++) {
      ReadRoutes.Route route = routesLeft.get(i);
      boolean last = i == routesLeft.size() - 1 && again.isEmpty();
      Optional<byte[]> bytes =
          reading.from(route, last ? route.store() : RetryingStore.withoutRetries(route.store()));
      if (bytes.isPresent()) {
        return bytes.get();
      }
      if (!last && reading.failures.getLast().kind().retry() != Retry.NEVER) {
        again.add(route);
      }
    }
    for (ReadRoutes.Route route : again) {
      Optional<byte[]> bytes = reading.from(route, route.store());
      if (bytes.isPresent()) {
        return bytes.get();
      }
    }
    throw new ReplicationException("No provider has a good copy of " + name, reading.latest());
  }

  /** One object being read, and what went wrong so far. */
  private final class Reading {

    private final ObjectName name;
    private final ByteRange range;
    private final Purpose purpose;
    private final ContentCheck check;
    private final List<StoreFailure> failures = new ArrayList<>();
    private boolean lastIsNews;

    Reading(ObjectName name, ByteRange range, Purpose purpose, ContentCheck check) {
      this.name = name;
      this.range = range;
      this.purpose = purpose;
      this.check = check;
    }

    Optional<byte[]> from(ReadRoutes.Route route, ObjectStore store) throws IOException {
      tellLast();
      long begin = System.nanoTime();
      int among = route.pace().begun();
      try (InputStream in = store.get(name, range, purpose)) {
        byte[] bytes = in.readAllBytes();
        route.answered(bytes.length, System.nanoTime() - begin, among);
        Optional<String> problem = check.problem(name, ByteBuffer.wrap(bytes).asReadOnlyBuffer());
        if (problem.isEmpty()) {
          return Optional.of(bytes);
        }
        failed(route, bad(route, problem.get()));
      } catch (IOException | RuntimeException e) {
        if (Thread.currentThread().isInterrupted()) {
          route.failed(Kind.INTERRUPTED);
          throw new InterruptedIOException("Interrupted while reading " + name);
        }
        failed(route, StoreFailure.of(route.id(), e));
      } finally {
        route.pace().ended();
      }
      return Optional.empty();
    }

    /** Told when another store is asked. */
    private void tellLast() {
      if (!failures.isEmpty() && lastIsNews) {
        members.failedOver(name.value(), failures.getLast());
      }
      lastIsNews = false;
    }

    private void failed(ReadRoutes.Route route, StoreFailure failure) {
      failures.add(failure);
      lastIsNews = route.isExpectedToHaveAll() || failure.kind() != Kind.NOT_FOUND;
      if (failure.kind() == Kind.NOT_FOUND || failure.kind() == Kind.CORRUPT) {
        if (route.isExpectedToHaveAll()) {
          flaws.found(route.id(), name);
        }
        route.answered();
      } else {
        route.failed(failure.kind());
      }
    }

    private static StoreFailure bad(ReadRoutes.Route route, String problem) {
      return new StoreFailure(
          route.id(), Kind.CORRUPT, "Provider %s: %s".formatted(route.id(), problem));
    }

    /** The last failure of each store. */
    List<StoreFailure> latest() {
      List<StoreFailure> latest = new ArrayList<>();
      for (int i = 0; i < failures.size(); i++) {
        String id = failures.get(i).storeId();
        if (failures.subList(i + 1, failures.size()).stream()
            .noneMatch(later -> later.storeId().equals(id))) {
          latest.add(failures.get(i));
        }
      }
      return latest;
    }
  }
}

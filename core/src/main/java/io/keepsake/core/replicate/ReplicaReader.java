package io.keepsake.core.replicate;

import io.keepsake.core.failover.Hedging;
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
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads from one store after the other until one has a good answer, beginning with the one that is
 * likely to be quickest. While others are left to be asked, a store is tried once; when none had a
 * good answer, those whose failure may pass are asked again, with patience. Where reads are hedged,
 * one that takes long is made at the next store as well.
 */
final class ReplicaReader {

  private final Membership members;
  private final ReadRoutes routes;
  private final FlawLog flaws;
  private final Optional<Hedging> hedging;

  ReplicaReader(Membership members, ReadRoutes routes, FlawLog flaws, Optional<Hedging> hedging) {
    this.members = members;
    this.flaws = flaws;
    this.routes = routes;
    this.hedging = hedging;
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
    Deque<ReadRoutes.Route> left = new ArrayDeque<>(routes.inOrder(not));
    List<ReadRoutes.Route> again = new ArrayList<>();
    while (!left.isEmpty()) {
      ReadRoutes.Route route = left.removeFirst();
      boolean last = left.isEmpty() && again.isEmpty();
      Optional<byte[]> bytes =
          last ? reading.from(route, route.store()) : reading.once(route, left, again);
      if (bytes.isPresent()) {
        return bytes.get();
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

  /** What one store said. */
  private sealed interface Answer {
    ReadRoutes.Route route();
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Good(ReadRoutes.Route route, byte[] bytes) implements Answer {}

  private record Bad(ReadRoutes.Route route, StoreFailure failure) implements Answer {}

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

    /** Asks a store with patience. */
    Optional<byte[]> from(ReadRoutes.Route route, ObjectStore store) throws IOException {
      tellLast();
      return settle(answer(route, store));
    }

    /**
     * Asks a store once, and the next one as well if that takes long and reads are hedged.
     *
     * @param left who is asked next, without those that were asked; may be empty
     * @param again gets those that may have a good answer later
     */
    Optional<byte[]> once(
        ReadRoutes.Route first, Deque<ReadRoutes.Route> left, List<ReadRoutes.Route> again)
        throws IOException {
      tellLast();
      if (hedging.isEmpty() || left.isEmpty() || !left.getFirst().isTrusted()) {
        return settle(answer(first), again);
      }
      try (HedgedCall<Answer> call = new HedgedCall<>(hedging.get())) {
        return hedged(call, first, left, again);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("Interrupted while reading " + name);
      }
    }

    private Optional<byte[]> hedged(
        HedgedCall<Answer> call,
        ReadRoutes.Route first,
        Deque<ReadRoutes.Route> left,
        List<ReadRoutes.Route> again)
        throws IOException, InterruptedException {
      ReadRoutes.Route second = left.getFirst();
      Set<ReadRoutes.Route> awaited = new HashSet<>(Set.of(first));
      try {
        call.begin(() -> answer(first));
        if (call.beginAfter(patience(first), () -> answer(second))) {
          awaited.add(left.removeFirst());
        }
        while (!awaited.isEmpty()) {
          tellLast();
          Answer answer = call.next();
          awaited.remove(answer.route());
          Optional<byte[]> bytes = settle(answer, again);
          if (bytes.isPresent()) {
            return bytes;
          }
        }
        return Optional.empty();
      } finally {
        // Whether they are well is as unknown as before.
        awaited.forEach(route -> route.failed(Kind.INTERRUPTED));
      }
    }

    private Duration patience(ReadRoutes.Route route) {
      long bytes = range.length() == Long.MAX_VALUE ? 0 : range.length();
      return hedging.orElseThrow().patience(route.pace().expectedTime(bytes));
    }

    private Answer answer(ReadRoutes.Route route) throws IOException {
      return answer(route, RetryingStore.withoutRetries(route.store()));
    }

    /**
     * What the store says. Notes how fast it is, and nothing else that more than one thread sees.
     */
    private Answer answer(ReadRoutes.Route route, ObjectStore store) throws IOException {
      long begin = System.nanoTime();
      int among = route.pace().begun();
      try (InputStream in = store.get(name, range, purpose)) {
        byte[] bytes = in.readAllBytes();
        route.answered(bytes.length, System.nanoTime() - begin, among);
        return check
            .problem(name, ByteBuffer.wrap(bytes).asReadOnlyBuffer())
            .<Answer>map(problem -> new Bad(route, bad(route, problem)))
            .orElseGet(() -> new Good(route, bytes));
      } catch (IOException | RuntimeException e) {
        if (Thread.currentThread().isInterrupted()) {
          route.givenUp(range.length(), System.nanoTime() - begin, among);
          throw new InterruptedIOException("Interrupted while reading " + name);
        }
        return new Bad(route, StoreFailure.of(route.id(), e));
      } finally {
        route.pace().ended();
      }
    }

    private Optional<byte[]> settle(Answer answer, List<ReadRoutes.Route> again) {
      if (answer instanceof Bad bad && bad.failure().kind().retry() != Retry.NEVER) {
        again.add(bad.route());
      }
      return settle(answer);
    }

    private Optional<byte[]> settle(Answer answer) {
      return switch (answer) {
        case Good good -> Optional.of(good.bytes());
        case Bad bad -> {
          failed(bad.route(), bad.failure());
          yield Optional.empty();
        }
      };
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

package io.keepsake.core.replicate;

import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The listing of one store. The page after the one being read is fetched meanwhile, so that several
 * stores are waited for at once; no more than these two are held.
 */
final class StorePages {

  private static final int PAGE = 1_000;

  private final ObjectStore store;
  private final String prefix;
  private final Purpose purpose;
  private final Deque<ObjectStat> page = new ArrayDeque<>();
  private Optional<FutureTask<ListPage>> fetching = Optional.empty();
  private Optional<ObjectStat> last = Optional.empty();
  private Optional<StoreFailure> failure = Optional.empty();

  StorePages(ObjectStore store, String prefix, Purpose purpose) {
    this.store = store;
    this.prefix = prefix;
    this.purpose = purpose;
    fetch(Optional.empty());
  }

  String storeId() {
    return store.id();
  }

  /** Why the listing ended before its end; empty if it did not. */
  Optional<StoreFailure> failure() {
    return failure;
  }

  /** The next object without taking it; empty at the end or after a failure. */
  Optional<ObjectStat> peek() throws InterruptedIOException {
    while (page.isEmpty() && fetching.isPresent()) {
      take(fetching.get());
    }
    return Optional.ofNullable(page.peek());
  }

  /** Takes the object that {@link #peek} showed. */
  void advance() {
    page.remove();
  }

  private void fetch(Optional<String> continuation) {
    FutureTask<ListPage> task =
        new FutureTask<>(() -> store.list(prefix, continuation, PAGE, purpose));
    fetching = Optional.of(task);
    Thread.ofVirtual().name("list-" + store.id()).start(task);
  }

  private void take(FutureTask<ListPage> task) throws InterruptedIOException {
    fetching = Optional.empty();
    try {
      ListPage fetched = task.get();
      if (fetched.next().isPresent()) {
        fetch(fetched.next());
      }
      for (ObjectStat object : fetched.objects()) {
        requireOrder(object);
        page.add(object);
      }
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while listing " + prefix);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      fail(e.getCause() instanceof Exception cause ? cause : e);
    } catch (StoreException e) {
      fail(e);
    }
  }

  /** A listing out of order cannot be merged: objects would seem to be missing. */
  private void requireOrder(ObjectStat object) throws StoreException {
    if (last.isPresent() && last.get().name().compareTo(object.name()) >= 0) {
      throw new StoreException(
          Kind.CORRUPT,
          store.id(),
          "Provider %s lists %s after %s, which is no order"
              .formatted(store.id(), object.name(), last.get().name()));
    }
    last = Optional.of(object);
  }

  private void fail(Exception cause) {
    failure = Optional.of(StoreFailure.of(store.id(), cause));
    fetching.ifPresent(task -> task.cancel(true));
    fetching = Optional.empty();
  }
}

package io.keepsake.core.verify;

import io.keepsake.core.event.VaultEvent.VerifyProgress;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.index.IndexedPack;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.repository.ListedObjects;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.Tasks;
import io.keepsake.core.seal.GrowingBuffer;
import io.keepsake.core.seal.ObjectSealer;
import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Reads every copy of every object and compares it with its hash; opens each pack once as well. */
final class DataCheck {

  /** An object read whole is in memory once a worker. */
  private static final int WORKERS = 3;

  private final Repository repository;
  private final Findings findings;
  private final VaultListener listener;
  private final List<IndexedPack> indexed;
  private final ListedObjects listed;

  /** By the number of a listed pack, one more than its number in the index; 0 if not in it. */
  private final int[] indexNumbers;

  private final AtomicLong objectsDone = new AtomicLong();
  private final AtomicLong bytesDone = new AtomicLong();
  private long totalObjects;
  private long totalBytes;

  /** Whether an object counts as absent by now. */
  @FunctionalInterface
  interface SweptTest {
    boolean test(ObjectName name) throws IOException;
  }

  /**
   * A check of one run.
   *
   * @param listed the packs that were listed
   */
  DataCheck(
      Repository repository,
      ChunkIndex index,
      ListedObjects listed,
      Findings findings,
      VaultListener listener) {
    this.repository = repository;
    this.findings = findings;
    this.listener = listener;
    this.listed = listed;
    indexed = index.packs();
    indexNumbers = new int[listed.size()];
    for (IndexedPack pack : indexed) {
      int number = listed.numberOf(pack.hash());
      if (number != ListedObjects.ABSENT) {
        indexNumbers[number] = pack.number() + 1;
      }
    }
  }

  /**
   * Checks all copies of these objects.
   *
   * @param chosen gone through twice, and never held
   * @return bytes of all copies, as they were listed
   */
  long run(Iterable<ListedObject> chosen, SweptTest swept) throws IOException {
    for (ListedObject object : chosen) {
      totalObjects += object.lengths().size();
      totalBytes += object.lengths().values().stream().mapToLong(Long::longValue).sum();
    }
    Iterator<ListedObject> objects = chosen.iterator();
    List<Future<Void>> tasks = new ArrayList<>();
    ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    try {
      for (int i = 0; i < WORKERS; i++) {
        tasks.add(workers.submit(() -> work(objects, swept)));
      }
      Tasks.results(tasks);
    } finally {
      workers.shutdownNow();
    }
    return totalBytes;
  }

  private Void work(Iterator<ListedObject> objects, SweptTest swept) throws IOException {
    try (PackCheck packCheck = new PackCheck(repository)) {
      Optional<ListedObject> next = next(objects);
      while (next.isPresent()) {
        check(next.get(), swept, packCheck);
        next = next(objects);
      }
    }
    return null;
  }

  private static Optional<ListedObject> next(Iterator<ListedObject> objects) {
    synchronized (objects) {
      return objects.hasNext() ? Optional.of(objects.next()) : Optional.empty();
    }
  }

  private void check(ListedObject copies, SweptTest swept, PackCheck packCheck) throws IOException {
    boolean opened = false;
    for (ObjectStore store : repository.replicas().activeStores()) {
      if (!copies.lengths().containsKey(store.id())) {
        continue;
      }
      if (Thread.interrupted()) {
        throw new InterruptedIOException("interrupted");
      }
      byte[] object = read(store, copies.name(), swept);
      if (object.length > 0 && !opened) {
        opened = open(copies.name(), object, packCheck);
      }
      objectsDone.incrementAndGet();
      bytesDone.addAndGet(object.length);
      listener.on(new VerifyProgress(objectsDone.get(), totalObjects, bytesDone.get(), totalBytes));
    }
  }

  /** The object's bytes if they are the ones stored; empty, and a finding, if not. */
  private byte[] read(ObjectStore store, ObjectName name, SweptTest swept) throws IOException {
    try (InputStream in = store.get(name, ByteRange.ALL, Purpose.VERIFY)) {
      byte[] object = in.readNBytes(ObjectSealer.MAX_OBJECT_BYTES + 1);
      if (GrowingBuffer.sha256(object).equals(Inventory.hash(name))) {
        return object;
      }
      findings.add(store.id(), name.value(), "its bytes are not the ones that were stored");
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      if (e instanceof StoreException s && s.kind() == StoreException.Kind.INTERRUPTED) {
        throw e;
      }
      if (!swept.test(name)) {
        findings.add(store.id(), name.value(), "cannot be read: " + e.getMessage());
      }
    }
    return new byte[0];
  }

  private boolean open(ObjectName name, byte[] object, PackCheck packCheck) {
    Optional<IndexedPack> pack = indexed(name);
    if (pack.isEmpty()) {
      return true; // sealed metadata was opened by the structural check
    }
    try {
      packCheck.check(pack.get(), object);
    } catch (IOException e) {
      findings.add("", name.value(), "was stored damaged: " + e.getMessage());
    }
    return true;
  }

  /** What the index says of a pack; empty for other objects too. */
  private Optional<IndexedPack> indexed(ObjectName name) {
    int number =
        name.value().startsWith(ObjectNames.PACKS)
            ? listed.numberOf(Inventory.hash(name))
            : ListedObjects.ABSENT;
    return number == ListedObjects.ABSENT || indexNumbers[number] == 0
        ? Optional.empty()
        : Optional.of(indexed.get(indexNumbers[number] - 1));
  }
}

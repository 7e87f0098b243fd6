package io.keepsake.core.verify;

import io.keepsake.core.event.VaultEvent.VerifyProgress;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.index.IndexedPack;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final SweptTest swept;
  private final Map<Hash, IndexedPack> packs = new HashMap<>();
  private final AtomicLong objectsDone = new AtomicLong();
  private final AtomicLong bytesDone = new AtomicLong();
  private long totalObjects;
  private long totalBytes;

  /** Whether an object counts as absent by now. */
  @FunctionalInterface
  interface SweptTest {
    boolean test(ObjectName name) throws IOException;
  }

  DataCheck(
      Repository repository,
      ChunkIndex index,
      Findings findings,
      VaultListener listener,
      SweptTest swept) {
    this.swept = swept;
    this.repository = repository;
    this.findings = findings;
    this.listener = listener;
    index.packs().forEach(pack -> packs.put(pack.hash(), pack));
  }

  /** Checks all copies of these objects. */
  void run(List<ObjectName> names, Inventory inventory) throws IOException {
    for (ObjectName name : names) {
      for (long length : inventory.objects().getOrDefault(name, Map.of()).values()) {
        totalObjects++;
        totalBytes += length;
      }
    }
    List<Future<Void>> tasks = new ArrayList<>();
    ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    try {
      for (int i = 0; i < WORKERS; i++) {
        int worker = i;
        tasks.add(workers.submit(() -> work(worker, names, inventory)));
      }
      Tasks.results(tasks);
    } finally {
      workers.shutdownNow();
    }
  }

  private Void work(int worker, List<ObjectName> names, Inventory inventory) throws IOException {
    try (PackCheck packCheck = new PackCheck(repository)) {
      for (int i = worker; i < names.size(); i += WORKERS) {
        check(names.get(i), inventory.objects().getOrDefault(names.get(i), Map.of()), packCheck);
      }
    }
    return null;
  }

  private void check(ObjectName name, Map<String, Long> copies, PackCheck packCheck)
      throws IOException {
    boolean opened = false;
    for (ObjectStore store : repository.replicas().activeStores()) {
      if (!copies.containsKey(store.id())) {
        continue;
      }
      if (Thread.interrupted()) {
        throw new InterruptedIOException("interrupted");
      }
      byte[] object = read(store, name);
      if (object.length > 0 && !opened) {
        opened = open(name, object, packCheck);
      }
      objectsDone.incrementAndGet();
      bytesDone.addAndGet(object.length);
      listener.on(new VerifyProgress(objectsDone.get(), totalObjects, bytesDone.get(), totalBytes));
    }
  }

  /** The object's bytes if they are the ones stored; empty, and a finding, if not. */
  private byte[] read(ObjectStore store, ObjectName name) throws IOException {
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
    IndexedPack indexed = packs.get(Inventory.hash(name));
    if (indexed == null || !name.value().startsWith(ObjectNames.PACKS)) {
      return true; // sealed metadata was opened by the structural check
    }
    try {
      packCheck.check(indexed, object);
    } catch (IOException e) {
      findings.add("", name.value(), "was stored damaged: " + e.getMessage());
    }
    return true;
  }
}

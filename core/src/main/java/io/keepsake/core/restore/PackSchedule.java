package io.keepsake.core.restore;

import io.keepsake.core.format.Hash;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.index.IndexedPack;
import io.keepsake.core.repository.LiveIndex;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.Tasks;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Serves chunk requests pack by pack: packs are fetched on virtual threads, a few ahead, and their
 * blocks are opened by a bounded pool.
 */
final class PackSchedule implements AutoCloseable {

  /**
   * Packs in memory at once; each has about 32 MiB, and as much again while it is opened. One more
   * than there are stores, so that none idles while what it sent is opened and written.
   */
  private static final int FEWEST_PACKS = 3;

  private static final int MOST_PACKS = 5;

  /** Requests of so many blocks make one task. */
  private static final int BLOCKS_A_TASK = 4;

  private static final Comparator<ChunkRequest> BY_PLACE =
      Comparator.<ChunkRequest>comparingInt(request -> request.location().block())
          .thenComparingInt(request -> request.location().entry());

  private final Repository repository;
  private final LiveIndex index;
  private final Set<Hash> unreadable = ConcurrentHashMap.newKeySet();
  private final ExecutorService workers;
  private final ExecutorService fetches = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<ChunkWorker> idle = new LinkedBlockingQueue<>();
  private final List<ChunkWorker> all = new ArrayList<>();
  private final BlockingQueue<Room> rooms = new LinkedBlockingQueue<>();

  PackSchedule(Repository repository, ChunkIndex index) throws IOException {
    this.repository = repository;
    this.index = new LiveIndex(repository, Purpose.RESTORE, index);
    int count = repository.workers();
    this.workers =
        Executors.newFixedThreadPool(
            count, Thread.ofPlatform().name("restore-worker-", 0).daemon().factory());
    for (int i = 0; i < count; i++) {
      all.add(new ChunkWorker(repository));
    }
    idle.addAll(all);
    int stores = repository.replicas().answeringStores().size();
    for (int i = 0; i < Math.clamp(stores + 1L, FEWEST_PACKS, MOST_PACKS); i++) {
      rooms.add(new Room());
    }
  }

  /** Memory for the plaintext of one pack after the other: making it anew would take longer. */
  private static final class Room {
    private byte[] bytes = new byte[0];

    byte[] of(int length) {
      if (bytes.length < length) {
        bytes = new byte[length + length / 16];
      }
      return bytes;
    }
  }

  /** Serves all requests; what cannot be served is told to the files. */
  void run(List<ChunkRequest> requests) throws IOException {
    Queue<ChunkRequest> left = new ConcurrentLinkedQueue<>();
    for (ChunkRequest request : requests) {
      left.add(
          unreadable.contains(pack(request).hash()) ? elsewhere(request).orElse(request) : request);
    }
    while (!left.isEmpty()) {
      Queue<ChunkRequest> again = new ConcurrentLinkedQueue<>();
      Map<IndexedPack, List<ChunkRequest>> byPack = new LinkedHashMap<>();
      left.forEach(one -> byPack.computeIfAbsent(pack(one), _ -> new ArrayList<>()).add(one));
      List<Future<Void>> running = new ArrayList<>();
      byPack.forEach(
          (pack, wanted) -> running.add(fetches.submit(() -> servePack(pack, wanted, again))));
      Tasks.results(running);
      left = again;
    }
  }

  private static IndexedPack pack(ChunkRequest request) {
    return request.location().pack();
  }

  /** The same chunk from a pack that may be readable; empty if there is none. */
  private Optional<ChunkRequest> elsewhere(ChunkRequest request) {
    return index.current().findAll(request.id().bytes(), 0).stream()
        .filter(location -> !unreadable.contains(location.pack().hash()))
        .findFirst()
        .map(request::from);
  }

  /** The same, also from a pack to which a pruner moved it meanwhile. */
  private Optional<ChunkRequest> anywhere(ChunkRequest request, IndexedPack gone) {
    Optional<ChunkRequest> known = elsewhere(request);
    try {
      if (known.isPresent()) {
        return known;
      }
      index.renew(gone.hash());
      return elsewhere(request); // another thread may have read it anew meanwhile
    } catch (InterruptedIOException e) {
      return known; // whoever waits for this is interrupted too
    }
  }

  private Void servePack(
      IndexedPack pack, List<ChunkRequest> requests, Collection<ChunkRequest> again)
      throws InterruptedException, ExecutionException {
    Room room = rooms.take();
    boolean used = false;
    try {
      PackFetch fetched = PackFetch.fetch(repository, pack, requests, room::of);
      used = true;
      requests.sort(BY_PLACE);
      List<Future<?>> tasks = new ArrayList<>();
      int from = 0;
      while (from < requests.size()) {
        List<ChunkRequest> part = requests.subList(from, taskEnd(requests, from));
        tasks.add(workers.submit(() -> serve(fetched, part)));
        from += part.size();
      }
      for (Future<?> task : tasks) {
        task.get();
      }
      used = false;
    } catch (IOException e) {
      unreadable.add(pack.hash());
      for (ChunkRequest request : requests) {
        anywhere(request, pack).ifPresentOrElse(again::add, () -> request.file().lost(e));
      }
    } finally {
      rooms.add(used ? new Room() : room); // what a worker may still read is not written to
    }
    return null;
  }

  private static int taskEnd(List<ChunkRequest> requests, int from) {
    int last = requests.get(from).location().block() + BLOCKS_A_TASK;
    int to = from + 1;
    while (to < requests.size() && requests.get(to).location().block() < last) {
      to++;
    }
    return to;
  }

  private Void serve(PackFetch fetched, List<ChunkRequest> part) throws InterruptedException {
    ChunkWorker worker = idle.take();
    try {
      worker.serve(fetched, part);
    } finally {
      idle.add(worker);
    }
    return null;
  }

  @Override
  public void close() {
    fetches.shutdownNow();
    workers.shutdownNow();
    boolean interrupted = Thread.interrupted();
    while (!workers.isTerminated()) {
      try {
        workers.awaitTermination(1, java.util.concurrent.TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    all.forEach(ChunkWorker::close);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.keepsake.core.backup;

import io.keepsake.core.format.IndexRecord;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.pack.BlockBuilder;
import io.keepsake.core.pack.EncodedBlock;
import io.keepsake.core.pack.FinishedPack;
import io.keepsake.core.pack.PackBuilder;
import io.keepsake.core.replicate.ReplicaSet;
import io.keepsake.core.repository.IndexWriter;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.seal.GrowingBuffer;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Fills packs of one type from many workers and stores those that are full. Blocks go to one of
 * several open packs by chance, so that a pack does not tell which chunks followed each other. The
 * number of buffers bounds the memory: who needs one waits until a pack is stored.
 */
final class PackWriter implements BlockBuilder.Sink {

  private static final int UPLOADS = 2;

  private static final class Slot {
    private Optional<PackBuilder> open = Optional.empty();
  }

  private final Repository repository;
  private final ObjectType type;
  private final IndexWriter index;
  private final Failure failure;
  private final BackupCounters counters;
  private final Slot[] slots;
  private final BlockingDeque<GrowingBuffer> buffers;
  private final AtomicLong accepted = new AtomicLong();
  private final Phaser uploads = new Phaser(1);

  /** So many packs are on their way at once: a store that hangs gets no more before it is known. */
  private final Semaphore lines = new Semaphore(UPLOADS);

  PackWriter(
      Repository repository,
      ObjectType type,
      int openPacks,
      IndexWriter index,
      Failure failure,
      BackupCounters counters) {
    this.repository = repository;
    this.type = type;
    this.index = index;
    this.failure = failure;
    this.counters = counters;
    this.slots = new Slot[openPacks];
    for (int i = 0; i < openPacks; i++) {
      slots[i] = new Slot();
    }
    this.buffers = new LinkedBlockingDeque<>();
    // Those for slow stores stay small until there is one: the last returned is the next taken.
    for (int i = 0; i < openPacks + UPLOADS + ReplicaSet.MOST_DETACHED; i++) {
      buffers.add(new GrowingBuffer(64 << 10));
    }
  }

  @Override
  public void accept(EncodedBlock block) throws IOException {
    Slot slot = slot(block.entry().storedLength());
    Optional<PackBuilder> full = Optional.empty();
    synchronized (slot) {
      if (slot.open.isEmpty()) {
        slot.open = Optional.of(new PackBuilder(repository.sealer(), type, takeBuffer()));
      }
      PackBuilder open = slot.open.get();
      open.add(block);
      if (open.size() >= PackBuilder.TARGET_BYTES) {
        full = slot.open;
        slot.open = Optional.empty();
      }
    }
    if (full.isPresent()) {
      upload(full.get().finish());
    }
  }

  /** The first pack's worth goes to one pack alone: a small backup makes one pack, not several. */
  private Slot slot(int bytes) {
    boolean small = accepted.getAndAdd(bytes) < PackBuilder.TARGET_BYTES;
    return slots[small ? 0 : ThreadLocalRandom.current().nextInt(slots.length)];
  }

  private GrowingBuffer takeBuffer() throws IOException {
    try {
      while (true) {
        failure.check();
        GrowingBuffer buffer = buffers.poll(100, TimeUnit.MILLISECONDS);
        if (buffer != null) {
          return buffer;
        }
      }
    } catch (InterruptedException e) {
      throw Failure.interrupted(e);
    }
  }

  private void upload(FinishedPack pack) {
    uploads.register();
    Thread.ofVirtual().name("upload-" + pack.hash().hex().substring(0, 8)).start(() -> store(pack));
  }

  private void store(FinishedPack pack) {
    lines.acquireUninterruptibly(); // whoever holds one gives up once there is a failure
    try {
      if (failure.isSet()) {
        giveBack(pack.object());
      } else {
        IndexRecord record = pack.indexRecord(); // the buffer may be another pack's afterwards
        int size = pack.object().size();
        repository.storePack(pack, () -> giveBack(pack.object()));
        counters.bytesStored.add(size);
        index.add(record);
      }
    } catch (IOException | RuntimeException | Error e) {
      failure.set(e);
    } finally {
      lines.release();
      uploads.arriveAndDeregister();
    }
  }

  private void giveBack(GrowingBuffer buffer) {
    buffer.reset();
    buffers.addFirst(buffer);
  }

  /** Stores what is in open packs and waits until everything is stored. */
  void finish() throws IOException {
    for (Slot slot : slots) {
      Optional<PackBuilder> rest;
      synchronized (slot) {
        rest = slot.open;
        slot.open = Optional.empty();
      }
      if (rest.isPresent()) {
        upload(rest.get().finish());
      }
    }
    awaitUploads();
    failure.check();
  }

  private void awaitUploads() throws IOException {
    try {
      uploads.awaitAdvanceInterruptibly(uploads.arrive());
    } catch (InterruptedException e) {
      throw Failure.interrupted(e);
    }
  }
}

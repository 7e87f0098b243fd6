package io.keepsake.core.probe;

import io.keepsake.core.probe.BenchReport.Latency;
import io.keepsake.core.probe.BenchReport.Phase;
import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Measures one store, and cleans up. */
final class StoreBench {

  private static final int LISTINGS = 10;
  private static final int PIECE = 1 << 20;

  private final Scratch scratch;
  private final BenchPlan plan;
  private final Consumer<Phase> listener;
  private final List<Phase> phases = new ArrayList<>();

  StoreBench(ObjectStore store, BenchPlan plan, Consumer<Phase> listener) {
    this.scratch = new Scratch(store);
    this.plan = plan;
    this.listener = listener;
  }

  /** One call, which tells how many bytes it moved. */
  @FunctionalInterface
  private interface Call {
    long run(int number) throws IOException;
  }

  BenchReport run() throws StoreException {
    ObjectStore store = scratch.store();
    try {
      small();
      if (plan.largeObjects() > 0) {
        large();
      }
      delete();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(
          Kind.INTERRUPTED, store.id(), "The benchmark of " + store.id() + " was interrupted", e);
    } finally {
      if (!Thread.currentThread().isInterrupted()) {
        scratch.clean();
      }
    }
    return new BenchReport(store.id(), store.location(), plan, phases);
  }

  private void small() throws StoreException, InterruptedException {
    int count = plan.smallObjects();
    phase("store small", count, number -> put("small/" + number, plan.smallBytes(), number));
    phase(
        "look up",
        count,
        number -> {
          scratch.stat("small/" + number);
          return 0;
        });
    phase("read small", count, number -> read("small/" + number));
    phase(
        "list",
        LISTINGS,
        _ -> {
          scratch.list("small/", 1_000);
          return 0;
        });
  }

  private void large() throws StoreException, InterruptedException {
    // The same bytes under each name, so that no time goes into making them.
    byte[] bytes = Scratch.bytes(plan.largeBytes(), 1);
    phase(
        "store large",
        plan.largeObjects(),
        number -> {
          scratch.put("large/" + number, bytes);
          return bytes.length;
        });
    phase("read large", plan.largeObjects(), number -> read("large/" + number));
  }

  private void delete() throws StoreException, InterruptedException {
    int batch = 100;
    int batches = (plan.smallObjects() + batch - 1) / batch;
    phase(
        "delete in batches",
        batches,
        number -> {
          int end = Math.min((number + 1) * batch, plan.smallObjects());
          scratch.delete(IntStream.range(number * batch, end).mapToObj(i -> "small/" + i).toList());
          return 0;
        });
  }

  private long put(String name, int length, int seed) throws StoreException {
    scratch.put(name, Scratch.bytes(length, seed));
    return length;
  }

  private long read(String name) throws IOException {
    byte[] piece = new byte[PIECE];
    long total = 0;
    try (InputStream in = scratch.store().get(scratch.name(name), ByteRange.ALL, Purpose.PROBE)) {
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        total += count;
      }
    }
    return total;
  }

  private void phase(String name, int count, Call call)
      throws StoreException, InterruptedException {
    Measured measured = new Measured();
    long start = System.nanoTime();
    try {
      Parallel.run(count, plan.concurrency(), number -> measured.run(call, number));
    } catch (StoreException e) {
      throw e;
    } catch (IOException e) {
      throw new StoreException(
          Kind.UNAVAILABLE, scratch.store().id(), String.valueOf(e.getMessage()), e);
    }
    Phase phase = measured.phase(name, Duration.ofNanos(System.nanoTime() - start));
    phases.add(phase);
    listener.accept(phase);
    if (phase.calls() == 0) {
      throw measured.failures.element();
    }
  }

  /** Times and failures of one phase. */
  private static final class Measured {
    private final ConcurrentLinkedQueue<long[]> calls = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<StoreException> failures = new ConcurrentLinkedQueue<>();

    void run(Call call, int number) throws IOException {
      long start = System.nanoTime();
      try {
        long bytes = call.run(number);
        calls.add(new long[] {System.nanoTime() - start, bytes});
      } catch (StoreException e) {
        if (e.kind() == Kind.INTERRUPTED) {
          throw e;
        }
        failures.add(e);
      }
    }

    Phase phase(String name, Duration took) {
      long[] sorted = calls.stream().mapToLong(call -> call[0]).sorted().toArray();
      long bytes = calls.stream().mapToLong(call -> call[1]).sum();
      return new Phase(name, sorted.length, failures.size(), bytes, took, Latency.of(sorted));
    }
  }
}

package io.keepsake.testkit.network;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.StoreException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.function.Executable;

/** One call of each sort, each on a thread of its own and expected to fail in the same way. */
final class ParallelCalls {

  private final NetworkCases cases;
  private final Kind kind;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Thread> callers = new ArrayList<>();
  private final List<Future<?>> results = new ArrayList<>();

  /** Starts the calls and returns when all threads run. */
  ParallelCalls(NetworkCases cases, Kind kind) throws InterruptedException {
    this.cases = cases;
    this.kind = kind;
    Map<String, Executable> calls = cases.calls(cases.store());
    CountDownLatch started = new CountDownLatch(calls.size());
    calls.forEach((name, call) -> results.add(threads.submit(() -> run(name, call, started))));
    started.await();
  }

  void interrupt() {
    synchronized (callers) {
      callers.forEach(Thread::interrupt);
    }
  }

  /** Waits until all have ended, and rethrows what failed first. */
  void awaitAll() throws Exception {
    threads.close();
    for (Future<?> each : results) {
      each.get();
    }
  }

  private void run(String name, Executable call, CountDownLatch started) {
    synchronized (callers) {
      callers.add(Thread.currentThread());
    }
    started.countDown();
    cases.assertFailsWell(kind, name, call);
    if (kind == Kind.INTERRUPTED) {
      assertTrue(Thread.currentThread().isInterrupted(), name + " lost the interrupt flag");
    }
  }
}

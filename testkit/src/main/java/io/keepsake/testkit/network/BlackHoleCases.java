package io.keepsake.testkit.network;

import static io.keepsake.testkit.storage.StoreCases.bytes;
import static io.keepsake.testkit.storage.StoreCases.name;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.testkit.proxy.Direction;
import io.keepsake.testkit.proxy.NetworkFault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A network that swallows bytes, or is slow. */
public interface BlackHoleCases extends NetworkCases {

  /**
   * Each call gives up when nothing moves, and the store works again afterwards. What was held back
   * reaches the server late, a delete among it: so the objects read afterwards lie elsewhere, in a
   * directory that is not empty, as S3Proxy takes empty ones away beneath a put that runs.
   */
  @Test
  default void everyCallTimesOutInABlackHole() throws Exception {
    put("packs/old", bytes(1_000, 1));
    put("snapshots/old", bytes(1_000, 2));
    proxy().swallow();
    ParallelCalls calls = new ParallelCalls(this, Kind.TIMEOUT);
    calls.awaitAll();
    proxy().heal();
    put("snapshots/new", bytes(1_000, 3));
    assertArrayEquals(bytes(1_000, 3), read("snapshots/new"));
    assertArrayEquals(bytes(1_000, 2), read("snapshots/old"));
  }

  /** An answer that never comes, after a request that went through. */
  @Test
  default void anAnswerThatNeverComesTimesOut() throws IOException {
    put("packs/old", bytes(1_000, 1));
    proxy().inject(Direction.DOWNLOAD, new NetworkFault.Stalls(0));
    assertFailsWell(Kind.TIMEOUT, "put", () -> put("packs/a", bytes(100_000, 1)));
  }

  /** A download that stops half-way. */
  @Test
  default void aDownloadThatStallsTimesOut() throws IOException {
    put("packs/old", bytes(8 << 20, 1));
    proxy().inject(Direction.DOWNLOAD, new NetworkFault.Stalls(1 << 20));
    assertFailsWell(Kind.TIMEOUT, "get", () -> read("packs/old"));
  }

  /** An upload that stops half-way, larger than what sockets buffer; nothing is there of it. */
  @Test
  default void anUploadThatStallsTimesOut() throws IOException {
    put("packs/old", bytes(10, 1));
    byte[] large = bytes(32 << 20, 1);
    proxy().inject(Direction.UPLOAD, new NetworkFault.Stalls(1 << 20));
    assertFailsWell(Kind.TIMEOUT, "put", () -> put("packs/a", large));
    assertTrue(another().stat(name("packs/a"), Purpose.VERIFY).isEmpty(), "a part is there");
  }

  /** Answers that take a while are waited for. */
  @Test
  default void slowAnswersAreWaitedFor() throws Throwable {
    put("packs/old", bytes(1_000, 1));
    proxy().inject(Direction.DOWNLOAD, new NetworkFault.Delays(Duration.ofMillis(400)));
    for (Executable call : calls(store()).values()) {
      call.execute();
    }
    assertEquals(List.of("packs/new"), list(""));
  }

  /** As long as bytes come, a download may take longer than the time allowed between two. */
  @Test
  default void aTrickleIsNoTimeout() throws IOException {
    byte[] bytes = bytes(2 << 20, 1);
    put("packs/old", bytes);
    proxy().inject(Direction.DOWNLOAD, new NetworkFault.Limits((2 << 20) / (IDLE.toSeconds() + 2)));
    assertArrayEquals(bytes, read("packs/old"));
  }

  /** Calls that wait in a black hole end when their threads are interrupted. */
  @Test
  default void interruptsEndCallsInABlackHole() throws Exception {
    put("packs/old", bytes(1_000, 1));
    proxy().swallow();
    ParallelCalls calls = new ParallelCalls(this, Kind.INTERRUPTED);
    proxy().awaitHeld();
    calls.interrupt();
    calls.awaitAll();
  }

  /** Calls that wait in a black hole end when the store is closed. */
  @Test
  default void closingEndsCallsInABlackHole() throws Exception {
    put("packs/old", bytes(1_000, 1));
    proxy().swallow();
    ParallelCalls calls = new ParallelCalls(this, Kind.UNAVAILABLE);
    proxy().awaitHeld();
    store().close();
    calls.awaitAll();
  }

  /** So does a download that has begun. */
  @Test
  default void closingEndsAStalledDownload() throws Exception {
    put("packs/old", bytes(8 << 20, 1));
    proxy().inject(Direction.DOWNLOAD, new NetworkFault.Stalls(1 << 20));
    ObjectStore store = store();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> reader = threads.submit(() -> assertReadFails(store, Kind.UNAVAILABLE));
      proxy().awaitHeld();
      store.close();
      reader.get();
    }
  }

  /** The store may be closed while the get is still under way: then that fails. */
  private boolean assertReadFails(ObjectStore store, Kind kind) {
    assertFailsWell(
        kind, "get", () -> assertEquals(8 << 20, NetworkCases.readAll(store, "packs/old").length));
    return true;
  }
}

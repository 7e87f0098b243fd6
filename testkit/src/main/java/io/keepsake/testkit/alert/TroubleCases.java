package io.keepsake.testkit.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.alert.AlertSink;
import io.keepsake.core.spi.alert.Delivery;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.testkit.proxy.Direction;
import io.keepsake.testkit.proxy.FaultProxy;
import io.keepsake.testkit.proxy.NetworkFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A network that fails, and callers that do not wait. */
public interface TroubleCases {

  /** The proxy before the receiver. */
  FaultProxy proxy();

  /** Opens a sink for the receiver behind the proxy, which is closed after the case. */
  AlertSink openSink() throws Exception;

  /** Delivers a notification; what is returned is looked through for secrets. */
  Delivery deliver(AlertSink sink, Notification notification, Duration deadline)
      throws InterruptedException;

  private void assertDeferredWithin(Duration deadline, Duration slack) throws Exception {
    long begin = System.nanoTime();
    Delivery delivery = deliver(openSink(), Notices.one(), deadline);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    Delivery.Deferred deferred = assertInstanceOf(Delivery.Deferred.class, delivery);
    assertFalse(deferred.reason().isBlank());
    assertTrue(took.compareTo(deadline.plus(slack)) < 0, "It took " + took);
  }

  /** Nothing listens. */
  @Test
  default void aRefusedConnectionIsDeferred() throws Exception {
    proxy().refuse();
    assertDeferredWithin(Duration.ofSeconds(30), Duration.ZERO);
  }

  /** No byte comes through. */
  @Test
  default void aBlackHoleIsDeferredAtTheDeadline() throws Exception {
    proxy().swallow();
    assertDeferredWithin(Duration.ofSeconds(1), Duration.ofSeconds(10));
  }

  /** The request comes through, the answer does not. */
  @Test
  default void anAnswerThatNeverComesIsDeferredAtTheDeadline() throws Exception {
    proxy().inject(Direction.DOWNLOAD, new NetworkFault.Stalls(0));
    assertDeferredWithin(Duration.ofSeconds(1), Duration.ofSeconds(10));
  }

  /** An answer that comes in drops, each within the time that one wait may take. */
  @Test
  default void anAnswerInDropsIsDeferredAtTheDeadline() throws Exception {
    proxy().inject(Direction.DOWNLOAD, new NetworkFault.Limits(1));
    assertDeferredWithin(Duration.ofSeconds(2), Duration.ofSeconds(10));
  }

  /** The connection ends before an answer. */
  @Test
  default void aCutConnectionIsDeferred() throws Exception {
    for (NetworkFault fault :
        List.of(new NetworkFault.Cuts(0), new NetworkFault.Resets(0), new NetworkFault.Cuts(5))) {
      proxy().heal();
      proxy().inject(Direction.DOWNLOAD, fault);
      assertDeferredWithin(Duration.ofSeconds(30), Duration.ZERO);
    }
  }

  /** Whoever waits can be interrupted. */
  @Test
  default void anInterruptEndsADelivery() throws Exception {
    AlertSink sink = openSink();
    proxy().swallow();
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    Delivery delivery = deliver(sink, Notices.one(), Duration.ofMinutes(2));
                    ended.complete(new AssertionError("It returned " + delivery));
                  } catch (InterruptedException | RuntimeException e) {
                    ended.complete(e);
                  }
                });
    proxy().awaitHeld();
    caller.interrupt();
    assertInstanceOf(InterruptedException.class, ended.get(30, TimeUnit.SECONDS));
  }

  /** Threads share a sink. */
  @Test
  default void manyThreadsDeliver() throws Exception {
    AlertSink sink = openSink();
    List<Future<Delivery>> deliveries = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 40; i++) {
        deliveries.add(threads.submit(() -> deliver(sink, Notices.one(), Duration.ofSeconds(60))));
      }
    }
    for (Future<Delivery> each : deliveries) {
      assertEquals(new Delivery.Accepted(), each.get());
    }
  }

  /** Who closes a sink does not wait for deliveries, which end as deferred, as do later ones. */
  @Test
  default void closingEndsDeliveries() throws Exception {
    AlertSink sink = openSink();
    proxy().swallow();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Delivery> delivery =
          threads.submit(() -> deliver(sink, Notices.one(), Duration.ofMinutes(2)));
      proxy().awaitHeld();
      sink.close();
      assertInstanceOf(Delivery.Deferred.class, delivery.get(30, TimeUnit.SECONDS));
    }
    assertInstanceOf(Delivery.Deferred.class, deliver(sink, Notices.one(), Duration.ofSeconds(1)));
    sink.close();
  }
}

package io.keepsake.provider.gcs.http;

import io.keepsake.core.spi.storage.BlockInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A response's body as a stream that waits for the next byte only so long. */
final class BodyReceiver extends BlockInputStream implements BodySubscriber<BodyReceiver> {

  private static final int AHEAD = 4;

  private sealed interface Event {
    record Bytes(List<ByteBuffer> buffers) implements Event {}

    record Failed(Throwable cause) implements Event {}

    record Ended() implements Event {}
  }

  private final Duration idleTimeout;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
  private final Queue<ByteBuffer> buffers = new ArrayDeque<>();
  private boolean ended;
  private volatile boolean closed;

  BodyReceiver(Duration idleTimeout) {
    this.idleTimeout = idleTimeout;
  }

  @Override
  public CompletionStage<BodyReceiver> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    if (!subscription.complete(given) || closed) {
      given.cancel();
      return;
    }
    given.request(AHEAD);
  }

  @Override
  public void onNext(List<ByteBuffer> more) {
    events.add(new Event.Bytes(more));
  }

  @Override
  public void onError(Throwable cause) {
    events.add(new Event.Failed(cause));
  }

  @Override
  public void onComplete() {
    events.add(new Event.Ended());
  }

  @Override
  protected int readBlock(byte[] target, int offset, int length) throws IOException {
    while (true) {
      ByteBuffer buffer = buffers.peek();
      if (buffer != null && buffer.hasRemaining()) {
        int count = Math.min(length, buffer.remaining());
        buffer.get(target, offset, count);
        return count;
      }
      if (buffer != null) {
        buffers.remove();
      } else if (ended) {
        return -1;
      } else {
        await();
      }
    }
  }

  private void await() throws IOException {
    if (closed) {
      throw new IOException("the stream is closed");
    }
    switch (next()) {
      case Event.Bytes bytes -> {
        buffers.addAll(bytes.buffers());
        subscription.join().request(1);
      }
      case Event.Ended _ -> ended = true;
      case Event.Failed failed -> {
        events.add(failed); // for whoever reads on
        throw new IOException(String.valueOf(failed.cause().getMessage()), failed.cause());
      }
    }
  }

  private Event next() throws IOException {
    try {
      Event event = events.poll(idleTimeout.toNanos(), TimeUnit.NANOSECONDS);
      if (event != null) {
        return event;
      }
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    close();
    throw new HttpTimeoutException(new Activity(idleTimeout).complaint());
  }

  /** What has not come yet is not waited for: the connection ends. */
  @Override
  public void close() {
    closed = true;
    if (!ended && subscription.isDone()) {
      subscription.join().cancel();
    }
  }
}

package io.keepsake.provider.local.webdav;

import io.keepsake.core.spi.storage.BlockInputStream;
import io.keepsake.provider.local.remote.RemoteException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer. Waits for its next byte only so long, and throws nothing but {@link
 * RemoteException}.
 */
final class AnswerBody extends BlockInputStream implements BodySubscriber<AnswerBody> {

  private final Duration idleTimeout;
  private final WebdavErrors errors;

  // Guarded by this.
  private final Deque<ByteBuffer> arrived = new ArrayDeque<>();
  private Optional<Flow.Subscription> source = Optional.empty();
  private Optional<Throwable> failure = Optional.empty();
  private boolean complete;
  private boolean closed;

  AnswerBody(Duration idleTimeout, WebdavErrors errors) {
    this.idleTimeout = idleTimeout;
    this.errors = errors;
  }

  @Override
  public CompletionStage<AnswerBody> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    synchronized (this) {
      source = Optional.of(subscription);
      if (!closed) {
        subscription.request(1);
        return;
      }
    }
    subscription.cancel();
  }

  @Override
  public synchronized void onNext(List<ByteBuffer> buffers) {
    List<ByteBuffer> filled = new ArrayList<>(buffers);
    filled.removeIf(buffer -> !buffer.hasRemaining());
    if (filled.isEmpty()) {
      source.ifPresent(subscription -> subscription.request(1));
    }
    arrived.addAll(filled);
    notifyAll();
  }

  @Override
  public synchronized void onError(Throwable cause) {
    failure = Optional.of(cause);
    notifyAll();
  }

  @Override
  public synchronized void onComplete() {
    complete = true;
    notifyAll();
  }

  @Override
  protected int readBlock(byte[] target, int offset, int length) throws RemoteException {
    try {
      return take(target, offset, length);
    } catch (InterruptedException e) {
      close();
      throw RemoteException.interrupted(e);
    }
  }

  private synchronized int take(byte[] target, int offset, int length)
      throws RemoteException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (!awaitBytes()) {
      return -1;
    }
    ByteBuffer first = arrived.element();
    int count = Math.min(length, first.remaining());
    first.get(target, offset, count);
    if (!first.hasRemaining()) {
      arrived.remove();
      if (arrived.isEmpty()) {
        source.ifPresent(subscription -> subscription.request(1));
      }
    }
    return count;
  }

  /** Whether there are bytes before the end. */
  private boolean awaitBytes() throws RemoteException, InterruptedException {
    long limit = System.nanoTime() + idleTimeout.toNanos();
    while (arrived.isEmpty()) {
      if (closed) {
        throw errors.streamClosed();
      }
      if (failure.isPresent()) {
        throw errors.of(failure.get());
      }
      if (complete) {
        return false;
      }
      long left = limit - System.nanoTime();
      if (left <= 0) {
        close();
        throw errors.timeout();
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }

  @Override
  public synchronized int available() {
    return arrived.isEmpty() ? 0 : arrived.element().remaining();
  }

  /** What has not come yet is not waited for: the connection ends. */
  @Override
  public void close() {
    Optional<Flow.Subscription> end = Optional.empty();
    synchronized (this) {
      closed = true;
      arrived.clear();
      if (!complete) {
        end = source;
      }
      notifyAll();
    }
    end.ifPresent(Flow.Subscription::cancel);
  }
}

package io.keepsake.provider.local.webdav;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A request's body, handed over piece by piece by one thread whenever the connection has room. */
final class Upload implements BodyPublisher, Flow.Subscription {

  private final long length;
  private final Duration idleTimeout;

  // Guarded by this.
  private Optional<Flow.Subscriber<? super ByteBuffer>> connection = Optional.empty();
  private long wanted;
  private boolean over;

  Upload(long length, Duration idleTimeout) {
    this.length = length;
    this.idleTimeout = idleTimeout;
  }

  @Override
  public long contentLength() {
    return length;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    boolean second;
    synchronized (this) {
      second = connection.isPresent();
      if (!second) {
        connection = Optional.of(subscriber);
      }
      notifyAll();
    }
    subscriber.onSubscribe(this);
    if (second) {
      subscriber.onError(new IOException("the body was asked for a second time"));
    }
  }

  @Override
  public synchronized void request(long count) {
    wanted += Math.min(count, Long.MAX_VALUE - wanted);
    notifyAll();
  }

  @Override
  public void cancel() {
    end();
  }

  /** The request has its answer, or failed: nobody wants more of the body. */
  synchronized void end() {
    over = true;
    notifyAll();
  }

  /**
   * Waits until the server wants the body.
   *
   * @return false if it has answered already, or the request failed
   */
  synchronized boolean awaitWanted() throws InterruptedException, TimeoutException {
    long limit = System.nanoTime() + idleTimeout.toNanos();
    while (connection.isEmpty() && !over) {
      pause(limit);
    }
    return !over;
  }

  /**
   * Hands over a piece when there is room for it.
   *
   * @return false if nobody wants it any more
   */
  boolean send(ByteBuffer piece) throws InterruptedException, TimeoutException {
    Flow.Subscriber<? super ByteBuffer> subscriber;
    synchronized (this) {
      long limit = System.nanoTime() + idleTimeout.toNanos();
      while (wanted == 0 && !over) {
        pause(limit);
      }
      if (over) {
        return false;
      }
      wanted--;
      subscriber = connection.orElseThrow();
    }
    subscriber.onNext(piece);
    return true;
  }

  /** All has been handed over. */
  void complete() {
    Optional<Flow.Subscriber<? super ByteBuffer>> subscriber;
    synchronized (this) {
      subscriber = over ? Optional.empty() : connection;
    }
    subscriber.ifPresent(Flow.Subscriber::onComplete);
  }

  private void pause(long limit) throws InterruptedException, TimeoutException {
    long left = limit - System.nanoTime();
    if (left <= 0) {
      throw new TimeoutException();
    }
    TimeUnit.NANOSECONDS.timedWait(this, left);
  }
}

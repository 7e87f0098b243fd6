package io.keepsake.provider.gcs.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A request's body. The library writes it to a stream, on a thread of its own, that waits whenever
 * the connection has no room.
 */
final class BodySender implements BodyPublisher {

  /** What writes a body, once. */
  @FunctionalInterface
  interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  private static final int SLICE = 64 << 10;
  private static final int MOST_PERMITS = 1 << 30;

  private final Body content;
  private final long length;
  private final Activity activity;
  private final AtomicReference<Thread> writer = new AtomicReference<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean cancelled;

  BodySender(Body content, long length, Activity activity) {
    this.content = content;
    this.length = length;
    this.activity = activity;
  }

  /** -1 for a body of unknown length, which goes in chunks. */
  @Override
  public long contentLength() {
    return length;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    Sending sending = new Sending(subscriber);
    Thread thread = Thread.ofVirtual().name("keepsake-gcs-upload").unstarted(sending::run);
    if (!writer.compareAndSet(null, thread)) {
      subscriber.onSubscribe(sending);
      subscriber.onError(new IOException("the body was asked for a second time"));
      return;
    }
    subscriber.onSubscribe(sending);
    thread.start();
  }

  /** Ends the writing and waits for its end: afterwards the content is not touched any more. */
  void stop() {
    Thread thread = writer.get();
    if (thread == null) {
      return;
    }
    thread.interrupt();
    boolean interrupted = Thread.interrupted();
    try {
      ended.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The stream that the body is written to, and what the connection asks for more with. */
  private final class Sending extends OutputStream implements Flow.Subscription {
    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private final Semaphore demand = new Semaphore(0);
    private ByteBuffer slice = ByteBuffer.allocate(SLICE);

    Sending(Flow.Subscriber<? super ByteBuffer> subscriber) {
      this.subscriber = subscriber;
    }

    void run() {
      try {
        activity.pause();
        content.writeTo(this);
        emit();
        activity.moved();
        subscriber.onComplete();
      } catch (IOException | RuntimeException e) {
        activity.moved();
        if (!cancelled) {
          subscriber.onError(e);
        }
      } finally {
        ended.countDown();
      }
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      int done = 0;
      while (done < count) {
        int step = Math.min(count - done, slice.remaining());
        slice.put(bytes, offset + done, step);
        done += step;
        if (!slice.hasRemaining()) {
          emit();
        }
      }
    }

    private void emit() throws IOException {
      if (slice.position() == 0) {
        return;
      }
      activity.moved();
      try {
        demand.acquire();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("the upload was ended");
      }
      if (cancelled) {
        throw new InterruptedIOException("the upload was ended");
      }
      subscriber.onNext(slice.flip());
      slice = ByteBuffer.allocate(SLICE);
      activity.moved();
      activity.pause();
    }

    @Override
    public void request(long count) {
      int room = MOST_PERMITS - demand.availablePermits();
      demand.release(Math.clamp(count, 0, Math.max(room, 0)));
    }

    @Override
    public void cancel() {
      cancelled = true;
      Thread thread = writer.get();
      if (thread != null) {
        thread.interrupt();
      }
    }
  }
}

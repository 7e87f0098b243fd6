package io.keepsake.provider.azure;

import io.keepsake.core.spi.storage.StoreException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/**
 * The body of an answer, waited for buffer by buffer. Few are asked for ahead, so a reader that is
 * slow slows the service down.
 */
final class BlobBody extends BaseSubscriber<ByteBuffer> {

  private static final int AHEAD = 32;

  private sealed interface Signal {}

  private record Bytes(ByteBuffer bytes) implements Signal {}

  private record Failed(Throwable cause) implements Signal {}

  private record Ended() implements Signal {}

  private final String asked;
  private final AzureCalls calls;
  private final AzureErrors errors;
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final Runnable end = this::end;

  BlobBody(String asked, AzureCalls calls, AzureErrors errors) {
    this.asked = asked;
    this.calls = calls;
    this.errors = errors;
  }

  @Override
  protected void hookOnSubscribe(Subscription subscription) {
    calls.open(end);
    request(AHEAD);
  }

  @Override
  protected void hookOnNext(ByteBuffer bytes) {
    signals.add(new Bytes(bytes));
  }

  @Override
  protected void hookOnError(Throwable thrown) {
    signals.add(new Failed(thrown));
  }

  @Override
  protected void hookOnComplete() {
    signals.add(new Ended());
  }

  /** Refuses to go on if the store is closed or this thread interrupted. */
  void enter() throws StoreException {
    calls.enter(asked);
  }

  /**
   * Waits for bytes.
   *
   * @return empty at the end
   */
  Optional<ByteBuffer> next() throws StoreException {
    enter();
    Signal signal;
    try {
      signal = signals.poll(calls.idleTimeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw calls.interrupted(asked);
    }
    return switch (signal) {
      case Bytes(var bytes) -> {
        request(1);
        yield Optional.of(bytes);
      }
      case Failed(var cause) -> {
        finish(signal);
        throw errors.of(asked, cause);
      }
      case Ended _ -> {
        finish(signal);
        yield Optional.empty();
      }
      case null -> {
        close();
        throw calls.idle(asked);
      }
    };
  }

  /** Keeps the last signal for whoever asks again. */
  private void finish(Signal last) throws StoreException {
    signals.add(last);
    close();
    if (calls.isClosed()) {
      throw calls.closed(asked);
    }
  }

  /** Gives up what has not come. */
  void close() {
    calls.done(end);
    cancel();
  }

  /** The store is closed: wakes who waits. */
  private void end() {
    cancel();
    signals.add(new Ended());
  }
}

package io.keepsake.provider.local.sftp;

import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Requests and replies on one connection, any number under way at once.
 *
 * <p>Callers never touch the socket: a thread of its own writes what they queue, so an interrupt or
 * a deadline ends their waiting whatever the network does. A connection on which no byte moves for
 * the idle timeout while a reply is awaited is given up.
 */
final class SftpTransport implements SftpDecoder.Receiver {

  /** A single request may take longer than the idle timeout while others make progress. */
  private static final int PATIENCE = 10;

  /** The reply to INIT has no id. */
  private static final int VERSION_ID = -1;

  private final String peer;
  private final Duration idleTimeout;
  private final BooleanSupplier silence;
  private final Runnable hangUp;
  private final BlockingQueue<SftpRequest> queue = new LinkedBlockingQueue<>();
  private final Map<Integer, CompletableFuture<SftpReply>> pending = new ConcurrentHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final AtomicReference<@Nullable RemoteException> end = new AtomicReference<>();
  private volatile long lastMoved = System.nanoTime();

  /**
   * A transport; {@link #start} makes it work.
   *
   * @param peer the server, for people
   * @param silence whether a connection that ends does so because the server says nothing any more
   * @param hangUp closes the connection at once; may be called more than once, by any thread
   */
  SftpTransport(String peer, Duration idleTimeout, BooleanSupplier silence, Runnable hangUp) {
    this.peer = peer;
    this.idleTimeout = idleTimeout;
    this.silence = silence;
    this.hangUp = hangUp;
  }

  /** Starts to write to the connection. */
  void start(OutputStream out) {
    Thread.ofVirtual().name("sftp-writer-" + peer).start(() -> write(out));
  }

  boolean isOpen() {
    return end.get() == null;
  }

  /** Ends it: all who wait and all who come get this failure. The first one counts. */
  void end(RemoteException failure) {
    if (!end.compareAndSet(null, failure)) {
      return;
    }
    pending.values().forEach(reply -> reply.completeExceptionally(failure));
    queue.add(new SftpRequest(0, 0)); // wakes the writer
    hangUp.run();
  }

  /** Sends the first packet and gives the reply to it. */
  SftpReply init() throws RemoteException {
    // Version where other requests have their id.
    SftpRequest request = new SftpRequest(SftpCode.INIT, SftpCode.VERSION_NUMBER);
    return await(send(request, VERSION_ID)).expect(SftpCode.VERSION);
  }

  /** Sends a request without waiting for its reply. */
  CompletableFuture<SftpReply> send(int type, UnaryOperator<SftpRequest> body) {
    int id = ids.getAndIncrement() & Integer.MAX_VALUE;
    return send(body.apply(new SftpRequest(type, id)), id);
  }

  private CompletableFuture<SftpReply> send(SftpRequest request, int id) {
    CompletableFuture<SftpReply> reply = new CompletableFuture<>();
    pending.put(id, reply);
    queue.add(request);
    RemoteException ended = end.get();
    if (ended != null) {
      reply.completeExceptionally(ended);
    }
    return reply;
  }

  /** Waits for a reply. */
  SftpReply await(CompletableFuture<SftpReply> reply) throws RemoteException {
    long begun = System.nanoTime();
    long limit = idleTimeout.toNanos();
    while (true) {
      long now = System.nanoTime();
      long quiet = Math.min(now - lastMoved, now - begun);
      if (quiet >= limit || now - begun >= PATIENCE * limit) {
        RemoteException timeout = timeout();
        end(timeout);
        throw timeout;
      }
      try {
        return reply.get(limit - quiet, TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        // Bytes may have moved meanwhile: look again.
      } catch (InterruptedException e) {
        throw RemoteException.interrupted(e);
      } catch (ExecutionException e) {
        throw failure(e.getCause());
      }
    }
  }

  /** A new exception for each caller: one thread's trace is of no use to another. */
  private static RemoteException failure(Throwable cause) {
    return cause instanceof RemoteException known
        ? new RemoteException(known.reason(), known.words(), known)
        : new RemoteException(Reason.UNREACHABLE, String.valueOf(cause), cause);
  }

  @Override
  public void moved() {
    lastMoved = System.nanoTime();
  }

  @Override
  public void received(int type, ByteBuffer rest) {
    int id = type == SftpCode.VERSION || rest.remaining() < 4 ? VERSION_ID : rest.getInt();
    CompletableFuture<SftpReply> reply = pending.remove(id);
    if (reply != null) {
      reply.complete(new SftpReply(type, rest));
    }
  }

  @Override
  public void ended() {
    end(silence.getAsBoolean() ? timeout() : lost("it was closed by the other side"));
  }

  private RemoteException timeout() {
    return new RemoteException(
        Reason.TIMEOUT,
        "%s did not answer within %d s; check the network, or raise idle-timeout"
            .formatted(peer, idleTimeout.toSeconds()));
  }

  private RemoteException lost(String why) {
    return new RemoteException(
        Reason.UNREACHABLE, "the connection to %s broke (%s)".formatted(peer, why));
  }

  private void write(OutputStream out) {
    try {
      while (isOpen()) {
        SftpRequest request = queue.take();
        if (isOpen()) {
          out.write(request.head());
          out.write(request.payload(), 0, request.payloadLength());
          if (queue.isEmpty()) {
            out.flush();
          }
          moved();
        }
      }
    } catch (IOException e) {
      end(lost(String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      end(lost("its writer was interrupted"));
    }
  }
}

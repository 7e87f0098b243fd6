package io.keepsake.provider.local.smb;

import com.hierynomus.smbj.share.DiskEntry;
import com.hierynomus.smbj.share.DiskShare;
import io.keepsake.provider.local.remote.ConnectionPool;
import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A connection and a login on it. Calls run one after the other on a virtual thread, whatever smbj
 * waits for there, and callers only wait: until nothing moves for too long, which ends the session,
 * or until they are interrupted, which leaves it to the others and the call to itself.
 */
final class SmbSession implements ConnectionPool.Connection, ConnectionPool.Attempt<SmbSession> {

  private final SmbConfig config;
  private final SmbErrors errors;
  private final MeteredSockets sockets;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("smb-session").factory());
  private final AtomicReference<Optional<RemoteException>> end =
      new AtomicReference<>(Optional.empty());
  private volatile Optional<DiskShare> entered = Optional.empty();

  SmbSession(SmbConfig config) {
    this.config = config;
    errors = new SmbErrors(config);
    sockets = new MeteredSockets(config.connectTimeout());
  }

  /** What to do with a share, on the session's thread. */
  @FunctionalInterface
  interface Use<T> {
    T of(DiskShare share) throws Exception;
  }

  @Override
  public SmbSession connect() throws RemoteException {
    GuardedTransport transport = new GuardedTransport(failure -> end(errors.of(failure)));
    SmbLogin login = new SmbLogin(config, errors, sockets);
    try {
      Future<DiskShare> share = thread.submit(() -> login.enter(transport));
      entered = Optional.of(await(share, config.connectTimeout()));
      return this;
    } catch (RemoteException e) {
      end(e);
      throw e;
    } catch (RejectedExecutionException e) {
      throw ended(e);
    }
  }

  @Override
  public void abort() {
    end(new RemoteException(Reason.CLOSED, "the store was closed"));
  }

  @Override
  public boolean isOpen() {
    return end.get().isEmpty();
  }

  @Override
  public void end(RemoteException failure) {
    if (!end.compareAndSet(Optional.empty(), Optional.of(failure))) {
      return;
    }
    sockets.close();
    List<Runnable> waiting = thread.shutdownNow();
    for (Runnable each : waiting) {
      if (each instanceof Future<?> future) {
        future.cancel(true);
      }
    }
  }

  SmbErrors errors() {
    return errors;
  }

  /** Runs a call and waits for it. */
  <T> T call(Use<T> use) throws RemoteException {
    return await(submit(use));
  }

  /** Opens a file or directory. Whoever is not there any more to take it need not close it. */
  <T extends DiskEntry> T open(Use<T> opening) throws RemoteException {
    AtomicReference<Optional<T>> opened = new AtomicReference<>(Optional.empty());
    try {
      return call(
          share -> {
            T entry = opening.of(share);
            opened.set(Optional.of(entry));
            return entry;
          });
    } catch (RemoteException e) {
      later(_ -> opened.get().ifPresent(DiskEntry::closeNoWait));
      throw e;
    }
  }

  /** Runs a call for which somebody waits later. */
  <T> Future<T> submit(Use<T> use) throws RemoteException {
    try {
      return thread.submit(() -> use.of(entered.orElseThrow()));
    } catch (RejectedExecutionException e) {
      throw ended(e);
    }
  }

  /** Runs a call for which nobody waits; what it fails with is of no use to anybody. */
  void later(Consumer<DiskShare> use) {
    try {
      var _ =
          thread.submit(
              () -> {
                use.accept(entered.orElseThrow());
                return true;
              });
    } catch (RejectedExecutionException e) {
      // The server drops what a connection has open with the connection.
    }
  }

  /** Waits for a call's result. */
  <T> T await(Future<T> call) throws RemoteException {
    return await(call, config.idleTimeout());
  }

  private <T> T await(Future<T> call, Duration limit) throws RemoteException {
    long begin = System.nanoTime();
    while (true) {
      try {
        return call.get(limit.toNanos() - silence(begin), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        throw RemoteException.interrupted(e);
      } catch (TimeoutException e) {
        if (silence(begin) >= limit.toNanos()) {
          end(errors.timeout(e));
          throw ended(e);
        }
      } catch (CancellationException e) {
        throw ended(e);
      } catch (ExecutionException e) {
        throw told(e.getCause() == null ? e : e.getCause());
      }
    }
  }

  /** How long nothing has moved, in nanoseconds, but not from before a moment on. */
  private long silence(long begin) {
    long now = System.nanoTime();
    return Math.min(now - begin, now - sockets.lastMoved());
  }

  /** What a call failed with, or what has ended the session under it. */
  private RemoteException told(Throwable cause) {
    if (isOpen()) {
      RemoteException failure = errors.of(cause);
      if (failure.reason() != Reason.UNREACHABLE && failure.reason() != Reason.TIMEOUT) {
        return failure;
      }
      end(failure);
    }
    return ended(cause);
  }

  private RemoteException ended(Throwable cause) {
    return end.get().orElseGet(() -> errors.of(cause));
  }
}

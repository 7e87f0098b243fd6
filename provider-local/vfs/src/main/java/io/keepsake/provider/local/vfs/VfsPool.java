package io.keepsake.provider.local.vfs;

import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Sessions to one server, a bounded number, each lent to one caller at a time. */
final class VfsPool implements AutoCloseable {

  /** Servers drop connections that say nothing for some minutes. */
  private static final long MOST_IDLE = TimeUnit.SECONDS.toNanos(45);

  private final VfsConfig config;
  private final Semaphore permits;
  private final Deque<Idle> idle = new ArrayDeque<>();
  private final Set<VfsSession> all = new HashSet<>();
  private boolean closed;

  VfsPool(VfsConfig config) {
    this.config = config;
    permits = new Semaphore(config.connections(), true);
  }

  /** A session that nobody uses, and since when. */
  private record Idle(VfsSession session, long since) {}

  /** A session until it is given back. */
  record Lease(VfsPool pool, VfsSession session) {

    /** Gives it back; a broken one is let go of. */
    void end() {
      pool.giveBack(session);
    }
  }

  /** Runs one call on a session. */
  <T> T with(Step<T> step) throws RemoteException {
    Lease lease = lease();
    try {
      return call(lease.session(), () -> step.of(lease.session()));
    } finally {
      lease.end();
    }
  }

  /** One call on a session that the caller has; knows a failure that closing the pool brought. */
  <T> T call(VfsSession session, Callable<T> operation) throws RemoteException {
    try {
      return session.call(operation);
    } catch (RemoteException e) {
      throw told(e);
    }
  }

  /** The same failure, or that the pool was closed. */
  RemoteException told(RemoteException failure) {
    return isClosed() && failure.reason() != Reason.INTERRUPTED
        ? new RemoteException(Reason.CLOSED, "the store was closed", failure)
        : failure;
  }

  /** Borrows a session; the caller ends the lease. */
  Lease lease() throws RemoteException {
    try {
      if (!permits.tryAcquire(config.idleTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new RemoteException(
            Reason.TIMEOUT,
            "all %d connections were in use for %d s; raise the option connections"
                .formatted(config.connections(), config.idleTimeout().toSeconds()));
      }
    } catch (InterruptedException e) {
      throw RemoteException.interrupted(e);
    }
    try {
      return new Lease(this, session());
    } catch (RemoteException e) {
      permits.release();
      throw told(e);
    }
  }

  private VfsSession session() throws RemoteException {
    synchronized (this) {
      requireOpen();
      while (!idle.isEmpty()) {
        Idle next = idle.pop();
        if (System.nanoTime() - next.since() < MOST_IDLE) {
          return next.session();
        }
        forget(next.session());
      }
    }
    VfsSession fresh = VfsSession.open(config);
    synchronized (this) {
      all.add(fresh);
      if (closed) {
        forget(fresh);
      }
      requireOpen();
    }
    return fresh;
  }

  private synchronized void giveBack(VfsSession session) {
    if (closed || session.isBroken()) {
      forget(session);
    } else {
      idle.push(new Idle(session, System.nanoTime()));
    }
    permits.release();
  }

  private synchronized void forget(VfsSession session) {
    all.remove(session);
    session.abandon();
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private void requireOpen() throws RemoteException {
    if (closed) {
      throw new RemoteException(Reason.CLOSED, "the store is closed");
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    idle.clear();
    List.copyOf(all).forEach(this::forget);
    permits.release(config.connections()); // nobody shall go on waiting
  }

  /** What to do with a session, on its thread. */
  @FunctionalInterface
  interface Step<T> {
    T of(VfsSession session) throws Exception;
  }
}

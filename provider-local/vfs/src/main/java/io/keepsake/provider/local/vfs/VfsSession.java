package io.keepsake.provider.local.vfs;

import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import io.keepsake.provider.local.vfs.ftp.DirectFtpProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.vfs2.FileObject;
import org.apache.commons.vfs2.FileSystemException;
import org.apache.commons.vfs2.cache.NullFilesCache;
import org.apache.commons.vfs2.impl.DefaultFileSystemManager;
import org.apache.commons.vfs2.provider.UriParser;

/**
 * A VFS file system of its own, for one call at a time. VFS holds locks while it waits for a server
 * and knows no interrupts; so everything runs on one virtual thread, whose sockets are closed when
 * it is interrupted, and callers only wait.
 */
final class VfsSession {

  /** What a URL gives a meaning to; a percent sign is escaped anyway. */
  private static final char[] RESERVED = {'?', '#', '!', ';', ':', '&', ' '};

  private final VfsErrors errors;
  private final DefaultFileSystemManager manager = new DefaultFileSystemManager();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("vfs-session").factory());
  private final VfsConfig config;
  private final AtomicBoolean broken = new AtomicBoolean();

  private VfsSession(VfsConfig config) {
    this.config = config;
    errors = new VfsErrors(config);
  }

  /** Connects and logs in. */
  static VfsSession open(VfsConfig config) throws RemoteException {
    VfsSession session = new VfsSession(config);
    try {
      session.call(session::start);
      return session;
    } catch (RemoteException e) {
      session.abandon();
      throw e;
    }
  }

  private FileObject start() throws FileSystemException {
    manager.setFilesCache(new NullFilesCache());
    manager.addProvider(config.protocol().scheme(), new DirectFtpProvider(config));
    manager.init();
    return file("/");
  }

  /** Whether it is of no more use. */
  boolean isBroken() {
    return broken.get();
  }

  /**
   * What VFS knows by a path; only within a call. Nothing of the user's login is in VFS's names,
   * and so not in its messages.
   */
  FileObject file(String path) throws FileSystemException {
    return manager.resolveFile(
        config.protocol().scheme() + "://server" + UriParser.encode(path, RESERVED));
  }

  /** Runs a call whose waiting for the server is limited by the sockets' timeouts. */
  <T> T call(Callable<T> operation) throws RemoteException {
    return await(submit(operation), Duration.ofDays(1));
  }

  /** Runs a call that may take no longer than the idle timeout. */
  <T> T shortCall(Callable<T> operation) throws RemoteException {
    return await(submit(operation), config.idleTimeout());
  }

  /** Runs something that nobody waits for. */
  void later(Runnable operation) {
    try {
      thread.execute(operation);
    } catch (RejectedExecutionException e) {
      // it is over already
    }
  }

  private <T> Future<T> submit(Callable<T> operation) throws RemoteException {
    try {
      return thread.submit(operation);
    } catch (RejectedExecutionException e) {
      throw new RemoteException(Reason.CLOSED, "the connection was closed", e);
    }
  }

  private <T> T await(Future<T> future, Duration limit) throws RemoteException {
    try {
      return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      abandon();
      throw RemoteException.interrupted(e);
    } catch (TimeoutException e) {
      abandon();
      throw errors.timeout(e);
    } catch (CancellationException e) {
      throw new RemoteException(Reason.CLOSED, "the connection was closed", e);
    } catch (ExecutionException e) {
      RemoteException failure = errors.of(e.getCause() == null ? e : e.getCause());
      if (failure.reason() == Reason.UNREACHABLE || failure.reason() == Reason.TIMEOUT) {
        abandon();
      }
      throw failure;
    }
  }

  /** Ends the call under way, if there is one, and the connection, without waiting. */
  void abandon() {
    if (!broken.compareAndSet(false, true)) {
      return;
    }
    List<Runnable> waiting = thread.shutdownNow();
    for (Runnable each : waiting) {
      if (each instanceof Future<?> future) {
        future.cancel(true);
      }
    }
    Thread.ofVirtual().name("vfs-close").start(this::closeAfterwards);
  }

  /** Ends the connection when nothing uses it any more; the calls under way have ended by then. */
  private void closeAfterwards() {
    try {
      thread.awaitTermination(config.idleTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    manager.close();
  }
}

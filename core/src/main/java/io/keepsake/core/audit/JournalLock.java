package io.keepsake.core.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one at a time work on a journal, of all threads and processes of this machine. The system
 * lets a lock go when its process ends, however it ends.
 */
final class JournalLock {

  /** The system locks files for a process; its threads have to agree among themselves. */
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private JournalLock() {}

  /**
   * Works while it holds the lock. Not ended by an interrupt, which would close the files: the work
   * is short, and an interrupted operation has to be recorded too.
   *
   * @param file is made, and stays
   */
  static <T> T holding(Path file, Callable<T> work) throws IOException {
    FutureTask<T> task = new FutureTask<>(() -> locked(file, work));
    Thread thread = Thread.ofVirtual().name("audit-journal").start(task);
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return result(task);
  }

  private static <T> T result(FutureTask<T> task) throws IOException {
    return switch (task.state()) {
      case SUCCESS -> task.resultNow();
      default -> throw failure(task.exceptionNow());
    };
  }

  private static IOException failure(Throwable thrown) {
    return switch (thrown) {
      case IOException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> new IOException(thrown);
    };
  }

  private static <T> T locked(Path file, Callable<T> work) throws Exception {
    ReentrantLock thread =
        THREADS.computeIfAbsent(file.toAbsolutePath().normalize(), _ -> new ReentrantLock());
    thread.lock();
    try {
      Files.createDirectories(Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow());
      try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        return work.call();
      }
    } finally {
      thread.unlock();
    }
  }
}

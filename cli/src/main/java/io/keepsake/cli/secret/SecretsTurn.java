package io.keepsake.cli.secret;

import io.keepsake.cli.shell.FileOwner;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Somebody's turn to change a secrets file, among the threads and processes of this machine. It is
 * a lock of the operating system on an empty file beside it, which ends with the process at the
 * latest; the file stays.
 */
final class SecretsTurn implements AutoCloseable {

  /** The operating system tells processes apart, and not threads. */
  private static final ReentrantLock THREADS = new ReentrantLock();

  private final FileChannel channel;

  private SecretsTurn(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for it. Can be interrupted.
   *
   * @param file no symbolic link, so that all who mean it wait for the same turn
   * @throws IOException if it cannot be had, or the thread is interrupted
   */
  static SecretsTurn take(Path file) throws IOException {
    try {
      THREADS.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    try {
      FileChannel channel = channel(file, file.resolveSibling(file.getFileName() + ".lock"));
      try {
        channel.lock();
        return new SecretsTurn(channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      THREADS.unlock();
      throw e;
    }
  }

  private static FileChannel channel(Path file, Path lock) throws IOException {
    try {
      FileChannel fresh =
          FileChannel.open(
              lock,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        if (Files.exists(file)) {
          FileOwner.copy(file, lock); // else root would shut out whose file it is
        }
        return fresh;
      } catch (IOException e) {
        fresh.close();
        Files.deleteIfExists(lock);
        throw e;
      }
    } catch (FileAlreadyExistsException e) {
      return FileChannel.open(lock, StandardOpenOption.WRITE);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      THREADS.unlock();
    }
  }
}

package io.keepsake.monitor.alert;

import io.keepsake.monitor.alert.store.DurableFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One process at a time keeps the state in a directory. The lock ends with the process. */
final class DirectoryLock implements AutoCloseable {

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws IOException if somebody else has it, or the directory cannot be written
   */
  static DirectoryLock take(Path directory) throws IOException {
    DurableFiles.directory(directory);
    FileChannel channel =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new DirectoryLock(channel);
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw inUse(directory);
    }
    channel.close();
    throw inUse(directory);
  }

  private static IOException inUse(Path directory) {
    return new IOException(
        "Another agent keeps the state of alerts in %s: end that one, or use its commands"
            .formatted(directory));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

package org.example.shoebox;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Whether a store is still open, what is open in it, and what its failures mean. */
final class ShoeboxUse {

  private final String id;
  private final Set<FileChannel> channels = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  ShoeboxUse(String id) {
    this.id = id;
  }

  /** Before a call does anything: whether it may. */
  void check(String asked) throws StoreException {
    if (closed) {
      throw failure(Kind.UNAVAILABLE, asked, "the store is closed");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw failure(Kind.INTERRUPTED, asked, "it was interrupted");
    }
  }

  /** A channel that is closed with the store, at the latest. */
  FileChannel add(FileChannel channel) throws IOException {
    channels.add(channel);
    if (closed) {
      close(channel);
    }
    return channel;
  }

  void close(FileChannel channel) throws IOException {
    channels.remove(channel);
    channel.close();
  }

  /** Closes the store: calls that read or write find their channels closed. */
  void end() {
    closed = true;
    for (FileChannel channel : channels) {
      try {
        close(channel);
      } catch (IOException e) {
        // Its user fails all the same.
      }
    }
  }

  /** What an error of the file system means to Keepsake. */
  StoreException failure(String asked, IOException e) {
    if (e instanceof StoreException failure) {
      return failure;
    }
    if (closed) {
      return failure(Kind.UNAVAILABLE, asked, "the store was closed");
    }
    return switch (e) {
      case ClosedByInterruptException _, InterruptedIOException _ -> {
        Thread.currentThread().interrupt();
        yield failure(Kind.INTERRUPTED, asked, "it was interrupted");
      }
      case NoSuchFileException _ -> failure(Kind.NOT_FOUND, asked, "there is no such object");
      case FileAlreadyExistsException _ ->
          failure(Kind.ALREADY_EXISTS, asked, "there is an object of that name");
      case AccessDeniedException _ ->
          failure(Kind.DENIED, asked, "permission denied for " + e.getMessage());
      default ->
          String.valueOf(e.getMessage()).contains("No space left")
              ? failure(Kind.QUOTA, asked, "the disk is full")
              : failure(Kind.UNAVAILABLE, asked, String.valueOf(e.getMessage()));
    };
  }

  StoreException failure(Kind kind, String asked, String problem) {
    return new StoreException(
        kind, id, "Provider %s could not %s: %s".formatted(id, asked, problem));
  }
}

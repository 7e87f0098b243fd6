package io.keepsake.provider.local;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns what the file system answers into {@link StoreException}s with a sentence for people. */
final class LocalErrors {

  private static final long NO_ROOM = 64L << 10;

  private final LocalConfig config;

  LocalErrors(LocalConfig config) {
    this.config = config;
  }

  /** A failure of the given kind; the sentence begins with the provider and what was asked. */
  StoreException of(Kind kind, String asked, String problem) {
    return new StoreException(kind, config.id(), sentence(asked, problem));
  }

  /** The failure behind an exception. Sets the interrupt flag if it was an interrupt. */
  StoreException of(String asked, IOException cause) {
    if (cause instanceof StoreException known) {
      return known;
    }
    if (cause instanceof ClosedByInterruptException || cause instanceof InterruptedIOException) {
      Thread.currentThread().interrupt();
      return new StoreException(
          Kind.INTERRUPTED, config.id(), sentence(asked, "it was interrupted"), cause);
    }
    if (cause instanceof ClosedChannelException) {
      return new StoreException(
          Kind.UNAVAILABLE, config.id(), sentence(asked, "the store was closed meanwhile"), cause);
    }
    Kind kind = kind(cause);
    return new StoreException(kind, config.id(), sentence(asked, problem(kind, cause)), cause);
  }

  private String sentence(String asked, String problem) {
    return "Provider %s could not %s: %s".formatted(config.id(), asked, problem);
  }

  /** Reasons are told apart by the system's words, and where those are translated, by its state. */
  private Kind kind(IOException cause) {
    String words = String.valueOf(cause.getMessage());
    if (says(words, "No space left", "quota exceeded", "not enough space", "File too large")) {
      return Kind.QUOTA;
    }
    if (cause instanceof AccessDeniedException
        || says(words, "Read-only file system", "Operation not permitted", "write protected")) {
      return Kind.DENIED;
    }
    if (cause instanceof FileSystemException named
        && says(reason(named), "File name too long", "Is a directory", "cross-device")) {
      return Kind.INVALID;
    }
    Optional<FileStore> store = fileStore();
    if (store.isPresent() && store.get().isReadOnly()) {
      return Kind.DENIED;
    }
    return store.isPresent() && usableSpace(store.get()) < NO_ROOM ? Kind.QUOTA : Kind.UNAVAILABLE;
  }

  private String problem(Kind kind, IOException cause) {
    Path root = config.root();
    return switch (kind) {
      case QUOTA -> "no room is left on %s; free some, or use a larger disk".formatted(root);
      case DENIED ->
          "%s is read-only or not allowed for this user (%s); check mount options and permissions"
              .formatted(root, words(cause));
      case INVALID -> "the file system of %s refuses it (%s)".formatted(root, words(cause));
      default ->
          "the file system of %s answered '%s'; check the disk or the connection"
              .formatted(root, words(cause));
    };
  }

  private static String words(IOException cause) {
    if (cause instanceof AccessDeniedException denied) {
      return "access denied to " + denied.getFile();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private static String reason(FileSystemException cause) {
    return String.valueOf(cause.getReason());
  }

  private static boolean says(String words, String... parts) {
    return Stream.of(parts).anyMatch(words::contains);
  }

  private Optional<FileStore> fileStore() {
    try {
      return Optional.of(Files.getFileStore(config.root()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static long usableSpace(FileStore store) {
    try {
      return store.getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }
}

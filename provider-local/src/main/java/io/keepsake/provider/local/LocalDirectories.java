package io.keepsake.provider.local;

import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Creates directories durably, each once, and makes the entries in them durable. */
final class LocalDirectories {

  private static final int MOST_KNOWN = 10_000;

  private final LocalRoot root;
  private final LocalErrors errors;
  private final Set<Path> known = ConcurrentHashMap.newKeySet();

  LocalDirectories(LocalRoot root, LocalErrors errors) {
    this.root = root;
    this.errors = errors;
  }

  /** Makes sure that a directory at or below the root exists and is durable. */
  void prepare(Path directory) throws IOException {
    if (directory.equals(root.path())) {
      if (root.create() && directory.getParent() != null) {
        sync(directory.getParent());
      }
      return;
    }
    if (known.contains(directory)) {
      return;
    }
    prepare(parent(directory));
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw errors.of(
            Kind.INVALID, "create the directory " + directory, "an object has that name");
      }
    }
    // Also if it was there: another process may have created it and died before syncing.
    sync(parent(directory));
    if (known.size() >= MOST_KNOWN) {
      known.clear();
    }
    known.add(directory);
  }

  /** Forgets a directory and those above it, because something was found missing. */
  void forget(Path directory) {
    for (Path each = directory;
        each != null && !each.equals(root.path());
        each = each.getParent()) {
      known.remove(each);
    }
  }

  /** Makes the entries of a directory durable, as far as the file system can. */
  void sync(Path directory) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(directory, StandardOpenOption.READ);
    } catch (AccessDeniedException e) {
      return; // Windows opens no directories, and one without read permission can only be trusted
    }
    try (channel) {
      channel.force(true);
    } catch (IOException e) {
      String words = String.valueOf(e.getMessage());
      if (!words.contains("Invalid argument") && !words.contains("not supported")) {
        throw e;
      }
    }
  }

  /** The directory that a file below the root is in. */
  static Path parent(Path file) {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("Not below a root: " + file);
    }
    return parent;
  }
}

package io.keepsake.provider.local;

import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes objects: temporary file, sync, then one atomic step into place, then sync of the
 * directory.
 *
 * <p>{@code IF_ABSENT} takes that step by a hard link, which the file system refuses when the name
 * is taken. A file system without hard links (FAT, exFAT, some network shares) has no atomic step
 * in Java that refuses; there the name is checked and then taken by a rename, one thread of this
 * process at a time. Two processes may then both succeed; the last rename stays, whole.
 */
final class LocalWriter {

  /** What the file system can do. */
  enum HardLinks {
    SUPPORTED,
    MISSING
  }

  private static final int SLICE = 1 << 20;
  private static final ReentrantLock[] LOCKS = new ReentrantLock[64];

  static {
    for (int i = 0; i < LOCKS.length; i++) {
      LOCKS[i] = new ReentrantLock();
    }
  }

  private final LocalRoot root;
  private final LocalDirectories directories;
  private final TemporaryFiles temporaries;
  private final OpenFiles open;
  private final LocalErrors errors;
  private volatile HardLinks hardLinks;

  LocalWriter(LocalRoot root, OpenFiles open, LocalErrors errors, HardLinks hardLinks) {
    this.root = root;
    this.open = open;
    this.errors = errors;
    this.hardLinks = hardLinks;
    directories = new LocalDirectories(root, errors);
    temporaries = new TemporaryFiles(root);
  }

  /** As far as is known: the first link that fails teaches it. */
  HardLinks hardLinks() {
    return hardLinks;
  }

  void put(ObjectName name, ObjectContent content, PutCondition condition) throws StoreException {
    Path target = root.file(name);
    Path temporary = temporaries.fresh();
    try {
      directories.prepare(root.path());
      if (condition == PutCondition.IF_ABSENT && Files.exists(target)) {
        throw taken(name, target);
      }
      write(name, content, temporary);
      place(name, temporary, target, condition);
      directories.sync(LocalDirectories.parent(target));
      temporaries.removeLeftovers(target);
    } catch (IOException e) {
      throw errors.of("store " + name, e);
    } finally {
      discard(temporary);
    }
  }

  private void write(ObjectName name, ObjectContent content, Path file) throws IOException {
    FileChannel channel = open.add(temporaries.create(file));
    try {
      Optional<ByteBuffer> buffer = content.buffer();
      long written =
          buffer.isPresent() ? copy(buffer.get(), channel) : copy(name, content, channel);
      if (written != content.length()) {
        throw errors.of(
            Kind.INVALID,
            "store " + name,
            "%d bytes were announced and %d came".formatted(content.length(), written));
      }
      channel.force(true);
    } finally {
      open.close(channel);
    }
  }

  /** Small slices, because the JDK copies each into a direct buffer that it keeps. */
  private static long copy(ByteBuffer bytes, FileChannel channel) throws IOException {
    int start = bytes.position();
    while (bytes.hasRemaining()) {
      ByteBuffer slice = bytes.slice(bytes.position(), Math.min(SLICE, bytes.remaining()));
      bytes.position(bytes.position() + channel.write(slice));
    }
    return bytes.position() - (long) start;
  }

  private long copy(ObjectName name, ObjectContent content, FileChannel channel)
      throws IOException {
    byte[] buffer = new byte[Math.clamp(content.length(), 1, SLICE)];
    long total = 0;
    try (InputStream in = opened(name, content)) {
      for (int count = read(name, in, buffer); count > 0; count = read(name, in, buffer)) {
        total += copy(ByteBuffer.wrap(buffer, 0, count), channel);
      }
    }
    return total;
  }

  private InputStream opened(ObjectName name, ObjectContent content) throws StoreException {
    try {
      return content.open();
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private int read(ObjectName name, InputStream in, byte[] buffer) throws StoreException {
    try {
      return in.readNBytes(buffer, 0, buffer.length);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /** The fault is with the caller's bytes: trying again here would not help. */
  private StoreException unreadable(ObjectName name, IOException cause) {
    if (cause instanceof InterruptedIOException || cause instanceof ClosedByInterruptException) {
      return errors.of("store " + name, cause);
    }
    StoreException problem =
        errors.of(
            Kind.INVALID,
            "store " + name,
            "the bytes to store could not be read: " + cause.getMessage());
    problem.initCause(cause);
    return problem;
  }

  /** Tries twice, because a directory that this process has seen may have been removed since. */
  private void place(ObjectName name, Path from, Path target, PutCondition condition)
      throws IOException {
    Path parent = LocalDirectories.parent(target);
    directories.prepare(parent);
    try {
      placeOnce(name, from, target, condition);
    } catch (NoSuchFileException e) {
      directories.forget(parent);
      directories.prepare(parent);
      placeOnce(name, from, target, condition);
    }
  }

  private void placeOnce(ObjectName name, Path from, Path target, PutCondition condition)
      throws IOException {
    if (condition == PutCondition.ANY) {
      requireNoDirectory(name, target);
      Files.move(from, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } else if (hardLinks == HardLinks.MISSING) {
      checkAndMove(name, from, target);
    } else {
      link(name, from, target);
    }
  }

  private void link(ObjectName name, Path from, Path target) throws IOException {
    try {
      Files.createLink(target, from);
    } catch (FileAlreadyExistsException e) {
      throw taken(name, target);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      // It may be the link or the whole file system that fails: a rename tells.
      checkAndMove(name, from, target);
      hardLinks = HardLinks.MISSING;
    }
  }

  private void checkAndMove(ObjectName name, Path from, Path target) throws IOException {
    ReentrantLock lock = LOCKS[Math.floorMod(target.hashCode(), LOCKS.length)];
    lock.lock();
    try {
      if (Files.exists(target)) {
        throw taken(name, target);
      }
      Files.move(from, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      lock.unlock();
    }
  }

  /** The answer to a put whose name is taken; what is there is made durable, as a put would. */
  private StoreException taken(ObjectName name, Path target) throws IOException {
    requireNoDirectory(name, target);
    directories.sync(LocalDirectories.parent(target));
    return errors.of(Kind.ALREADY_EXISTS, "store " + name, "there is an object of that name");
  }

  private void requireNoDirectory(ObjectName name, Path target) throws StoreException {
    if (Files.isDirectory(target)) {
      throw errors.of(Kind.INVALID, "store " + name, "a directory of that name holds objects");
    }
  }

  private static void discard(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // Never listed; a later process removes it once it is a day old.
    }
  }
}

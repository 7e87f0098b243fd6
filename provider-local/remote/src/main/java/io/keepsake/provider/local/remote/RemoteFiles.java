package io.keepsake.provider.local.remote;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Files of another machine. Paths are absolute, their parts joined by {@code /}. All calls are safe
 * for use by many threads, end soon when their thread is interrupted or this is closed, and try
 * nothing twice.
 */
public interface RemoteFiles extends AutoCloseable {

  /** What a server can do. */
  enum Ability {
    /** {@link #replace} is one atomic step. */
    ATOMIC_REPLACE,
    /** {@link #link} is announced. */
    LINK,
    /** {@link #space} tells. */
    SPACE,
    /** {@link Facts#modified} is filled. */
    MODIFICATION_TIME
  }

  /** What a file is. */
  enum FileType {
    FILE,
    DIRECTORY,
    OTHER
  }

  /**
   * What the server tells of a file; of a symbolic link, what it tells of its target.
   *
   * @param length bytes; of no meaning unless it is a file
   */
  record Facts(FileType type, long length, Optional<Instant> modified) {}

  /** Whether a file system can be written to. */
  enum Access {
    READ_WRITE,
    READ_ONLY
  }

  /**
   * A file system on the server.
   *
   * @param availableBytes what this user can still write
   */
  record Space(long availableBytes, Access access) {}

  /** Takes the entries of a directory one by one, in any order. */
  @FunctionalInterface
  interface Entries {
    /**
     * Takes one.
     *
     * @param name the last part of its path
     */
    void entry(String name, Facts facts) throws RemoteException;
  }

  /** What this server was found able to do. */
  Set<Ability> abilities();

  /** What there is under a path, or empty if nothing is. */
  Optional<Facts> stat(String path) throws RemoteException;

  /** Reads a directory without holding all of it, dot entries left out. */
  void list(String directory, Entries entries) throws RemoteException;

  /** Opens a file for reading; the caller closes it. */
  RemoteInput open(String path) throws RemoteException;

  /**
   * Creates a file for writing; the caller closes it. Fails if the name is taken.
   *
   * @param length how many bytes are to come
   */
  RemoteOutput create(String path, long length) throws RemoteException;

  /** Creates one directory. Fails if the name is taken. */
  void createDirectory(String path) throws RemoteException;

  /** Gives a file a second name, atomically; refuses one that is taken. */
  void link(String existing, String link) throws RemoteException;

  /** Renames a file. What happens if the new name is taken depends on the server. */
  void rename(String from, String to) throws RemoteException;

  /** Renames a file; what is under the new name goes away. */
  void replace(String from, String to) throws RemoteException;

  /** Deletes a file. */
  void delete(String path) throws RemoteException;

  /** Asks to delete a file without waiting for the answer; works for interrupted threads too. */
  void discard(String path);

  /** Makes the entries of a directory durable, where the server can; else does nothing. */
  void syncDirectory(String path) throws RemoteException;

  /** What the server tells of the file system that a directory is in, if it tells. */
  Optional<Space> space(String directory) throws RemoteException;

  /** Ends all connections; calls under way fail with reason {@code CLOSED}. */
  @Override
  void close();
}

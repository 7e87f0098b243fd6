package io.keepsake.core.target;

import io.keepsake.core.posix.Errno;
import io.keepsake.core.posix.FileCalls;
import io.keepsake.core.posix.OpenFlags;
import io.keepsake.core.posix.PosixException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The open descriptors of directories: those used last, up to a bound. One that was closed is
 * opened again from its parent's, never through a symbolic link.
 */
final class DirectoryDescriptors implements AutoCloseable {

  private static final int MOST_OPEN = 256;
  private static final int ENTER = OpenFlags.READ_ONLY | OpenFlags.DIRECTORY | OpenFlags.NO_FOLLOW;

  private final Map<DirectoryHandle, Lease> open = new LinkedHashMap<>(64, 0.75f, true);
  private final Lease root;

  /** A descriptor in use; it stays open at least until this is closed. */
  final class Lease implements AutoCloseable {
    private final int descriptor;
    private int users;
    private boolean retired;

    private Lease(int descriptor) {
      this.descriptor = descriptor;
    }

    int descriptor() {
      return descriptor;
    }

    @Override
    public void close() {
      release(this);
    }
  }

  /** Takes over the descriptor of the target itself. */
  DirectoryDescriptors(int rootDescriptor) {
    root = new Lease(rootDescriptor);
    root.users = 1;
  }

  /** The descriptor of a directory that exists. */
  Lease lease(DirectoryHandle handle) throws IOException {
    if (handle.parent().isEmpty()) {
      return use(root);
    }
    synchronized (this) {
      Lease lease = open.get(handle);
      if (lease != null) {
        lease.users++;
        return lease;
      }
    }
    try (Lease parent = lease(handle.parent().orElseThrow())) {
      return keep(handle, enter(parent.descriptor(), handle));
    }
  }

  /**
   * Opens a directory in another without following a link.
   *
   * @throws FileSystemException if it is something else
   */
  static int enter(int parent, DirectoryHandle handle) throws FileSystemException {
    byte[] name = handle.name().bytes();
    long result = FileCalls.open(parent, name, ENTER, 0);
    if (result == -Errno.EACCES) {
      // A directory without the right to read it can still be passed through.
      result =
          FileCalls.open(
              parent, name, OpenFlags.PATH_ONLY | OpenFlags.DIRECTORY | OpenFlags.NO_FOLLOW, 0);
    }
    if (result == -Errno.ENOTDIR || result == -Errno.ELOOP) {
      throw new FileSystemException(
          handle.toString(),
          null,
          "Something that is no directory is in the place of a directory; it was left alone");
    }
    return (int) PosixException.check(result, handle);
  }

  /** Keeps a descriptor just opened; another thread may have been faster. */
  private Lease keep(DirectoryHandle handle, int descriptor) {
    List<Lease> evicted = new ArrayList<>();
    Lease lease;
    synchronized (this) {
      lease = open.get(handle);
      if (lease == null) {
        lease = new Lease(descriptor);
        open.put(handle, lease);
        evict(evicted);
      } else {
        evicted.add(new Lease(descriptor));
      }
      lease.users++;
    }
    evicted.forEach(old -> FileCalls.close(old.descriptor));
    return lease;
  }

  /** Takes out the directory used longest ago, if there are too many. */
  private void evict(List<Lease> toClose) {
    if (open.size() > MOST_OPEN) {
      Iterator<Lease> oldest = open.values().iterator();
      Lease lease = oldest.next();
      oldest.remove();
      lease.retired = true;
      if (lease.users == 0) {
        toClose.add(lease);
      }
    }
  }

  private synchronized Lease use(Lease lease) {
    lease.users++;
    return lease;
  }

  private void release(Lease lease) {
    boolean close;
    synchronized (this) {
      lease.users--;
      close = lease.retired && lease.users == 0;
    }
    if (close) {
      FileCalls.close(lease.descriptor);
    }
  }

  @Override
  public void close() {
    List<Lease> unused = new ArrayList<>();
    synchronized (this) {
      for (Lease lease : open.values()) {
        lease.retired = true;
        if (lease.users == 0) {
          unused.add(lease);
        }
      }
      open.clear();
      root.retired = true;
    }
    unused.forEach(lease -> FileCalls.close(lease.descriptor));
    release(root);
  }
}

package io.keepsake.provider.local.remote;

import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import io.keepsake.provider.local.remote.RemoteFiles.Facts;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Optional;

/**
 * Writes objects: temporary file, sync, then one step into place, then sync of the directory; the
 * syncs where the server has them.
 */
final class RemoteWriter {

  private final RemoteFiles files;
  private final RemoteRoot root;
  private final RemoteDirectories directories;
  private final TemporaryFiles temporaries;
  private final RemotePlacement placement;
  private final RemoteErrors errors;
  private final RemoteDiagnosis diagnosis;

  RemoteWriter(RemoteFiles files, RemoteRoot root, RemoteErrors errors, RemoteDiagnosis diagnosis) {
    this.diagnosis = diagnosis;
    this.files = files;
    this.root = root;
    this.errors = errors;
    directories = new RemoteDirectories(files, root, errors);
    temporaries = new TemporaryFiles(files, root, directories);
    placement = new RemotePlacement(files, errors, temporaries);
  }

  RemotePlacement.Links links() {
    return placement.links();
  }

  void put(ObjectName name, ObjectContent content, PutCondition condition) throws StoreException {
    String target = root.file(name);
    String temporary = temporaries.fresh();
    try {
      if (condition == PutCondition.IF_ABSENT) {
        Optional<Facts> found = files.stat(target);
        if (found.isPresent()) {
          placement.requireNoDirectory(name, found);
          throw placement.taken(name);
        }
      }
      write(name, content, temporary);
      place(name, temporary, target, condition);
      files.syncDirectory(RemoteRoot.parent(target));
      temporaries.removeLeftovers(target);
    } catch (RemoteException e) {
      files.discard(temporary);
      throw errors.of("store " + name, diagnosis.of(e, content.length()));
    } catch (StoreException e) {
      files.discard(temporary);
      throw e;
    }
  }

  private void write(ObjectName name, ObjectContent content, String temporary)
      throws RemoteException, StoreException {
    try (RemoteOutput out = temporaries.create(temporary, content.length())) {
      long written = copy(name, content, out);
      if (written != content.length()) {
        throw errors.of(
            Kind.INVALID,
            "store " + name,
            "%d bytes were announced and %d came".formatted(content.length(), written));
      }
      out.commit();
    }
  }

  private long copy(ObjectName name, ObjectContent content, RemoteOutput out)
      throws RemoteException, StoreException {
    long total = 0;
    try (InputStream in = opened(name, content)) {
      while (true) {
        int wanted = Math.clamp(content.length() - total, 1, out.portion());
        byte[] bytes = new byte[wanted];
        int count = read(name, in, bytes);
        if (count == 0) {
          return total;
        }
        out.write(bytes, count);
        total += count;
      }
    } catch (RemoteException | StoreException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private InputStream opened(ObjectName name, ObjectContent content)
      throws RemoteException, StoreException {
    try {
      return content.open();
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private int read(ObjectName name, InputStream in, byte[] bytes)
      throws RemoteException, StoreException {
    try {
      return in.readNBytes(bytes, 0, bytes.length);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /** The fault is with the caller's bytes: trying again here would not help. */
  private StoreException unreadable(ObjectName name, IOException cause) throws RemoteException {
    if (cause instanceof InterruptedIOException || cause instanceof ClosedByInterruptException) {
      throw RemoteException.interrupted(cause);
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
  private void place(ObjectName name, String from, String target, PutCondition condition)
      throws RemoteException, StoreException {
    String parent = RemoteRoot.parent(target);
    directories.prepare(parent);
    try {
      placeOnce(name, from, target, condition);
    } catch (RemoteException e) {
      if (e.reason() != Reason.MISSING) {
        throw e;
      }
      directories.forget();
      directories.prepare(parent);
      placeOnce(name, from, target, condition);
    }
  }

  private void placeOnce(ObjectName name, String from, String target, PutCondition condition)
      throws RemoteException, StoreException {
    if (condition == PutCondition.ANY) {
      placement.replace(name, from, target);
    } else {
      placement.placeIfAbsent(name, from, target);
    }
  }
}

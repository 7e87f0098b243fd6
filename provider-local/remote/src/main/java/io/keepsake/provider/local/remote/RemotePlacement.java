package io.keepsake.provider.local.remote;

import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import io.keepsake.provider.local.remote.RemoteFiles.Ability;
import io.keepsake.provider.local.remote.RemoteFiles.Facts;
import io.keepsake.provider.local.remote.RemoteFiles.FileType;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The step that gives a written file its name.
 *
 * <p>{@code IF_ABSENT} links it, which a server refuses when the name is taken: announced by the
 * server, and tried once on a temporary file before it is relied on. Where that fails, the name is
 * looked up and then taken by a rename, one thread of this process at a time. Two processes may
 * then both succeed; one of the two files stays, whole.
 */
final class RemotePlacement {

  private static final ReentrantLock[] LOCKS = new ReentrantLock[64];

  static {
    for (int i = 0; i < LOCKS.length; i++) {
      LOCKS[i] = new ReentrantLock();
    }
  }

  /** Whether a link can be relied on to refuse a taken name. */
  enum Links {
    ANNOUNCED,
    PROVEN,
    MISSING
  }

  private final RemoteFiles files;
  private final RemoteErrors errors;
  private final TemporaryFiles temporaries;
  private volatile Links links;

  RemotePlacement(RemoteFiles files, RemoteErrors errors, TemporaryFiles temporaries) {
    this.files = files;
    this.errors = errors;
    this.temporaries = temporaries;
    links = files.abilities().contains(Ability.LINK) ? Links.ANNOUNCED : Links.MISSING;
  }

  /** As far as is known: the first use proves it or not. */
  Links links() {
    return links;
  }

  /** Puts a file in the place of whatever has the name. */
  void replace(ObjectName name, String from, String target) throws RemoteException, StoreException {
    try {
      if (files.abilities().contains(Ability.ATOMIC_REPLACE)) {
        files.replace(from, target);
      } else {
        alone(target, () -> files.replace(from, target));
      }
    } catch (RemoteException e) {
      if (e.reason() == Reason.FAILED || e.reason() == Reason.EXISTS) {
        requireNoDirectory(name, files.stat(target));
      }
      throw e;
    }
  }

  /** Gives a file its name unless that is taken. */
  void placeIfAbsent(ObjectName name, String from, String target)
      throws RemoteException, StoreException {
    if (links == Links.ANNOUNCED) {
      links = probe(from);
    }
    if (links == Links.PROVEN) {
      step(name, target, () -> files.link(from, target));
      files.discard(from); // the link leaves it behind
    } else {
      checkAndRename(name, from, target);
    }
  }

  /** The answer to a put whose name is taken. */
  StoreException taken(ObjectName name) {
    return errors.of(Kind.ALREADY_EXISTS, "store " + name, "there is an object of that name");
  }

  void requireNoDirectory(ObjectName name, Optional<Facts> found) throws StoreException {
    if (found.map(Facts::type).equals(Optional.of(FileType.DIRECTORY))) {
      throw errors.of(Kind.INVALID, "store " + name, "a directory of that name holds objects");
    }
  }

  /** Links a temporary file twice to one name: the second time has to fail. */
  private Links probe(String from) throws RemoteException {
    String link = temporaries.fresh();
    try {
      files.link(from, link);
    } catch (RemoteException e) {
      if (e.reason() == Reason.FAILED
          || e.reason() == Reason.UNSUPPORTED
          || e.reason() == Reason.DENIED) {
        return Links.MISSING; // the file system has no links
      }
      throw e;
    }
    try {
      files.link(from, link);
      return Links.MISSING; // it replaced what was there
    } catch (RemoteException e) {
      if (e.reason() == Reason.FAILED || e.reason() == Reason.EXISTS) {
        return Links.PROVEN;
      }
      throw e;
    } finally {
      files.discard(link);
    }
  }

  private void checkAndRename(ObjectName name, String from, String target)
      throws RemoteException, StoreException {
    alone(
        target,
        () -> {
          Optional<Facts> found = files.stat(target);
          if (found.isPresent()) {
            requireNoDirectory(name, found);
            throw taken(name);
          }
          step(name, target, () -> files.rename(from, target));
        });
  }

  /** Runs what takes several steps, one thread of this process at a time for each target. */
  private static void alone(String target, Step step) throws RemoteException, StoreException {
    ReentrantLock lock = LOCKS[Math.floorMod(target.hashCode(), LOCKS.length)];
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      throw RemoteException.interrupted(e);
    }
    try {
      step.run();
    } finally {
      lock.unlock();
    }
  }

  /** Servers answer "failure" for a taken name and for much else: a look tells which. */
  private void step(ObjectName name, String target, Step step)
      throws RemoteException, StoreException {
    try {
      step.run();
    } catch (RemoteException e) {
      if (e.reason() == Reason.FAILED || e.reason() == Reason.EXISTS) {
        Optional<Facts> found = files.stat(target);
        if (found.isPresent()) {
          requireNoDirectory(name, found);
          throw taken(name);
        }
      }
      throw e;
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws RemoteException, StoreException;
  }
}

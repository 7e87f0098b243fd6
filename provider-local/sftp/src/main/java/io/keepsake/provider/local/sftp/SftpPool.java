package io.keepsake.provider.local.sftp;

import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A few connections to one server. Each use goes to the one that has the fewest; a connection that
 * broke is made anew by the next use of its place. A server that refuses one more keeps those it
 * has.
 */
final class SftpPool {

  private final SftpConfig config;
  private final List<Place> places = new ArrayList<>();
  private int usable;
  private volatile boolean closed;

  SftpPool(SftpConfig config) {
    this.config = config;
    for (int i = 0; i < config.connections(); i++) {
      places.add(new Place());
    }
    usable = places.size();
  }

  /** The use of a connection, until it is closed. */
  final class Lease implements AutoCloseable {
    private final Place place;
    private final SftpConnection connection;
    private final AtomicBoolean returned = new AtomicBoolean();

    private Lease(Place place, SftpConnection connection) {
      this.place = place;
      this.connection = connection;
    }

    SftpConnection connection() {
      return connection;
    }

    @Override
    public void close() {
      if (returned.compareAndSet(false, true)) {
        give(place);
      }
    }
  }

  /** A connection to use, which may have to be made first. */
  Lease lease() throws RemoteException {
    Place place = take();
    try {
      return new Lease(place, place.connection());
    } catch (RemoteException e) {
      give(place);
      Optional<Place> other = otherThan(place, e);
      if (other.isEmpty()) {
        throw e;
      }
      try {
        return new Lease(other.get(), other.get().connection());
      } catch (RemoteException again) {
        give(other.get());
        throw again;
      }
    }
  }

  /** A connection that there is already; nothing is made. */
  Optional<Lease> leaseOpen() {
    return open().map(place -> new Lease(place, place.made.orElseThrow()));
  }

  private synchronized Optional<Place> open() {
    Optional<Place> found = places.stream().filter(Place::isOpen).findFirst();
    found.ifPresent(place -> place.uses++);
    return found;
  }

  private synchronized Place take() {
    Place least = places.getFirst();
    for (Place place : places.subList(0, usable)) {
      if (place.uses < least.uses) {
        least = place;
      }
    }
    least.uses++;
    return least;
  }

  private synchronized void give(Place place) {
    place.uses--;
  }

  /** The server may have a limit: what one place cannot have, another may have already. */
  private synchronized Optional<Place> otherThan(Place place, RemoteException failure) {
    if (failure.reason() == Reason.INTERRUPTED || failure.reason() == Reason.CLOSED) {
      return Optional.empty();
    }
    Optional<Place> other = open();
    if (other.isPresent()) {
      usable = Math.max(1, Math.min(usable, places.indexOf(place)));
    }
    return other;
  }

  void close() {
    closed = true;
    places.forEach(Place::close);
  }

  private static RemoteException closed() {
    return new RemoteException(Reason.CLOSED, "the store is closed");
  }

  /** Room for one connection. */
  private final class Place {
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Optional<SftpConnection> made = Optional.empty();
    private volatile Optional<SshConnector> connecting = Optional.empty();
    private int uses;

    boolean isOpen() {
      return made.filter(SftpConnection::isOpen).isPresent();
    }

    SftpConnection connection() throws RemoteException {
      try {
        lock.lockInterruptibly();
      } catch (InterruptedException e) {
        throw RemoteException.interrupted(e);
      }
      try {
        if (closed) {
          throw SftpPool.closed();
        }
        return isOpen() ? made.orElseThrow() : make();
      } finally {
        lock.unlock();
      }
    }

    private SftpConnection make() throws RemoteException {
      SshConnector connector = new SshConnector(config);
      connecting = Optional.of(connector);
      try {
        SftpTransport transport = connector.connect();
        try {
          SftpConnection connection = new SftpConnection(transport);
          made = Optional.of(connection);
          return connection;
        } catch (RemoteException e) {
          transport.end(e);
          throw e;
        }
      } finally {
        connecting = Optional.empty();
        if (closed) {
          close();
        }
      }
    }

    void close() {
      connecting.ifPresent(SshConnector::abort);
      made.ifPresent(connection -> connection.end(SftpPool.closed()));
    }
  }
}

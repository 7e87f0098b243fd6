package io.keepsake.provider.local.remote;

import io.keepsake.provider.local.remote.RemoteException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A few connections to one server, each for many users at once. Each use goes to the one that has
 * the fewest; a connection that broke is made anew by the next use of its place. A server that
 * refuses one more keeps those it has.
 *
 * @param <C> what a protocol calls a connection
 */
public final class ConnectionPool<C extends ConnectionPool.Connection> implements AutoCloseable {

  private final Supplier<Attempt<C>> attempts;
  private final List<Place> places = new ArrayList<>();
  private int usable;
  private volatile boolean closed;

  /**
   * A pool without any connection yet.
   *
   * @param connections most at once
   * @param attempts each to make one
   */
  public ConnectionPool(int connections, Supplier<Attempt<C>> attempts) {
    this.attempts = attempts;
    for (int i = 0; i < connections; i++) {
      places.add(new Place());
    }
    usable = places.size();
  }

  /** What is kept. */
  public interface Connection {

    /** Whether it is of any more use. */
    boolean isOpen();

    /** Ends it without waiting: who uses it gets this failure. The first one counts. */
    void end(RemoteException failure);
  }

  /** One attempt to make a connection. */
  public interface Attempt<C> {

    /** Connects and logs in, and lets go of everything if that fails. */
    C connect() throws RemoteException;

    /** Ends an attempt under way, without waiting. */
    void abort();
  }

  /** The use of a connection, until it is closed. */
  public final class Lease implements AutoCloseable {
    private final Place place;
    private final C connection;
    private final AtomicBoolean returned = new AtomicBoolean();

    private Lease(Place place, C connection) {
      this.place = place;
      this.connection = connection;
    }

    /** What is used. */
    public C connection() {
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
  public Lease lease() throws RemoteException {
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
  public Optional<Lease> leaseOpen() {
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

  /** Ends all connections and attempts; who uses them gets failures with reason {@code CLOSED}. */
  @Override
  public void close() {
    closed = true;
    places.forEach(Place::close);
  }

  private static RemoteException closed() {
    return new RemoteException(Reason.CLOSED, "the store is closed");
  }

  /** Room for one connection. */
  private final class Place {
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Optional<C> made = Optional.empty();
    private volatile Optional<Attempt<C>> connecting = Optional.empty();
    private int uses;

    boolean isOpen() {
      return made.filter(Connection::isOpen).isPresent();
    }

    C connection() throws RemoteException {
      try {
        lock.lockInterruptibly();
      } catch (InterruptedException e) {
        throw RemoteException.interrupted(e);
      }
      try {
        if (closed) {
          throw ConnectionPool.closed();
        }
        return isOpen() ? made.orElseThrow() : make();
      } finally {
        lock.unlock();
      }
    }

    private C make() throws RemoteException {
      Attempt<C> attempt = attempts.get();
      connecting = Optional.of(attempt);
      try {
        C connection = attempt.connect();
        made = Optional.of(connection);
        return connection;
      } finally {
        connecting = Optional.empty();
        if (closed) {
          close();
        }
      }
    }

    void close() {
      connecting.ifPresent(Attempt::abort);
      made.ifPresent(connection -> connection.end(ConnectionPool.closed()));
    }
  }
}

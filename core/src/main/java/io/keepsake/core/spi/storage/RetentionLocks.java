package io.keepsake.core.spi.storage;

import java.util.Optional;

/**
 * The locks of a store whose service can keep objects from being deleted and replaced for a time.
 * What a locked object promises: until its time is up, {@link ObjectStore#delete} of it fails with
 * kind {@code DENIED} and a message that names the lock, and a {@link ObjectStore#put} over it
 * either fails the same way or leaves its bytes where the service keeps earlier versions.
 *
 * <p>That a provider knows locks does not mean that the place at hand has them: {@link
 * Capability#RETENTION_LOCK} tells, by asking the service, and every call here that needs them
 * fails with kind {@code INVALID} and one sentence that says what is missing.
 */
public interface RetentionLocks {

  /** How this store locks what is put; empty if it does not. Asks no service. */
  Optional<LockRule> rule();

  /**
   * The lock on an object, also one whose time is up; empty if it never had one.
   *
   * @throws StoreException kind {@code NOT_FOUND} if there is no such object
   */
  Optional<Retention> read(ObjectName name, Purpose purpose) throws StoreException;

  /**
   * Locks an object, or locks it longer or more firmly.
   *
   * @throws StoreException kind {@code DENIED} if it has a lock that this would weaken: the one
   *     there stays. A lock in mode {@code COMPLIANCE} cannot be shortened by anybody. Kind {@code
   *     NOT_FOUND} if there is no such object
   */
  void lock(ObjectName name, Retention retention, Purpose purpose) throws StoreException;

  /**
   * One page of the objects that are hidden: a deletion that this store did not make has put a
   * marker in their place, so that listings and reads find nothing, while the service still has
   * their bytes. Length and time are those of what is behind the marker. Always empty where the
   * service has no such markers.
   *
   * @param continuation the {@link ListPage#next()} of the page before; empty for the first page
   */
  ListPage hidden(Optional<String> continuation, Purpose purpose) throws StoreException;

  /**
   * The lock on what is {@link #hidden} under this name, also one whose time is up: the one that
   * ends last, if several versions are there. Empty if none has one, or nothing is hidden.
   */
  Optional<Retention> readHidden(ObjectName name, Purpose purpose) throws StoreException;
}

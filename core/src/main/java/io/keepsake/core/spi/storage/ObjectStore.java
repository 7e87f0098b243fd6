package io.keepsake.core.spi.storage;

import java.io.InputStream;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * A flat namespace of immutable objects at one provider.
 *
 * <p>All calls block, are safe for use by many threads at once, and are meant to run on virtual
 * threads. A call whose thread is interrupted ends soon with a {@link StoreException} of kind
 * {@code INTERRUPTED}, the interrupt flag still set. An object, once visible, is visible whole.
 *
 * <p>A store retries nothing by itself: whoever calls it owns retries, deadlines and breakers.
 */
public interface ObjectStore extends AutoCloseable {

  /** The identity given in the settings; used in messages, metrics and journals. */
  String id();

  /** Where the objects are, for people. Holds no credential. */
  String location();

  /** What this store was found able to do; probed where the service can differ. */
  Set<Capability> capabilities();

  /**
   * Stores a whole object atomically: other readers see either nothing (or the previous object) or
   * all of it, durable, once this returns. After a failure the object may or may not be there
   * whole; it is never there in part under its name. A temporary leftover under a name that {@link
   * #list} does not show is allowed and may be cleaned up by a later call.
   *
   * @throws StoreException kind {@code ALREADY_EXISTS} under {@link PutCondition#IF_ABSENT} when
   *     the name is taken; the object there is untouched
   */
  void put(ObjectName name, ObjectContent content, PutCondition condition, Purpose purpose)
      throws StoreException;

  /**
   * Opens an object, or the part of it that {@code range} names, for reading. The caller closes the
   * stream. Reads of the stream throw {@link StoreException} too.
   *
   * @throws StoreException kind {@code NOT_FOUND} if there is no such object, kind {@code INVALID}
   *     if the range begins at or behind the object's end, except that {@link ByteRange#ALL} of an
   *     empty object is empty; a range that ends behind it is cut short
   */
  InputStream get(ObjectName name, ByteRange range, Purpose purpose) throws StoreException;

  /** Length and time of an object, or empty if there is none. */
  Optional<ObjectStat> stat(ObjectName name, Purpose purpose) throws StoreException;

  /**
   * One page of the objects whose names start with {@code prefix}, in ascending order of the names'
   * UTF-8 bytes.
   *
   * @param prefix any string, not only whole path segments; empty for all
   * @param continuation the {@link ListPage#next()} of the page before; empty for the first page
   * @param limit the most objects wanted, 1 to 10,000; a page may hold fewer although more follow
   */
  ListPage list(String prefix, Optional<String> continuation, int limit, Purpose purpose)
      throws StoreException;

  /**
   * Deletes the named objects; a name with no object behind it counts as deleted. On failure some
   * may be gone and others not.
   *
   * @throws StoreException kind {@code DENIED}, with a message that names the lock, for an object
   *     whose {@link Retention} has not ended
   */
  void delete(Collection<ObjectName> names, Purpose purpose) throws StoreException;

  /** What the store knows of its use and its room. */
  StoreUsage usage(Purpose purpose) throws StoreException;

  /**
   * The locks of a store whose provider knows any; empty by default. Asks no service: whether they
   * are to be had here is {@link Capability#RETENTION_LOCK}.
   */
  default Optional<RetentionLocks> locks() {
    return Optional.empty();
  }

  /** Releases connections. Calls under way fail with kind {@code UNAVAILABLE}. Idempotent. */
  @Override
  void close();
}

package io.keepsake.core.spi.storage;

import java.io.InputStream;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * A store that hands every call on to another one: what goes around a store extends this, overrides
 * the calls it is about, and calls {@code super} to go on. Closing it closes the store behind.
 */
public abstract class ForwardingStore implements ObjectStore {

  private final ObjectStore behind;

  /** A store around another one. */
  protected ForwardingStore(ObjectStore behind) {
    this.behind = behind;
  }

  @Override
  public String id() {
    return behind.id();
  }

  @Override
  public String location() {
    return behind.location();
  }

  @Override
  public Set<Capability> capabilities() {
    return behind.capabilities();
  }

  @Override
  public void put(ObjectName name, ObjectContent content, PutCondition condition, Purpose purpose)
      throws StoreException {
    behind.put(name, content, condition, purpose);
  }

  @Override
  public InputStream get(ObjectName name, ByteRange range, Purpose purpose) throws StoreException {
    return behind.get(name, range, purpose);
  }

  @Override
  public Optional<ObjectStat> stat(ObjectName name, Purpose purpose) throws StoreException {
    return behind.stat(name, purpose);
  }

  @Override
  public ListPage list(String prefix, Optional<String> continuation, int limit, Purpose purpose)
      throws StoreException {
    return behind.list(prefix, continuation, limit, purpose);
  }

  @Override
  public void delete(Collection<ObjectName> names, Purpose purpose) throws StoreException {
    behind.delete(names, purpose);
  }

  @Override
  public StoreUsage usage(Purpose purpose) throws StoreException {
    return behind.usage(purpose);
  }

  @Override
  public Optional<RetentionLocks> locks() {
    return behind.locks();
  }

  @Override
  public void close() {
    behind.close();
  }
}

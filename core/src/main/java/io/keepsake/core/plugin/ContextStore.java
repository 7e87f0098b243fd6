package io.keepsake.core.plugin;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.RetentionLocks;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreUsage;
import java.io.InputStream;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** A store in its plugin's context class loader. */
record ContextStore(ObjectStore store) implements ObjectStore {

  @Override
  public String id() {
    return store.id();
  }

  @Override
  public String location() {
    return store.location();
  }

  @Override
  public Set<Capability> capabilities() {
    try (var _ = ContextClassLoader.of(store)) {
      return store.capabilities();
    }
  }

  @Override
  public void put(ObjectName name, ObjectContent content, PutCondition condition, Purpose purpose)
      throws StoreException {
    try (var _ = ContextClassLoader.of(store)) {
      store.put(name, content, condition, purpose);
    }
  }

  @Override
  public InputStream get(ObjectName name, ByteRange range, Purpose purpose) throws StoreException {
    try (var _ = ContextClassLoader.of(store)) {
      return new ContextStream(store.get(name, range, purpose), store);
    }
  }

  @Override
  public Optional<ObjectStat> stat(ObjectName name, Purpose purpose) throws StoreException {
    try (var _ = ContextClassLoader.of(store)) {
      return store.stat(name, purpose);
    }
  }

  @Override
  public ListPage list(String prefix, Optional<String> continuation, int limit, Purpose purpose)
      throws StoreException {
    try (var _ = ContextClassLoader.of(store)) {
      return store.list(prefix, continuation, limit, purpose);
    }
  }

  @Override
  public void delete(Collection<ObjectName> names, Purpose purpose) throws StoreException {
    try (var _ = ContextClassLoader.of(store)) {
      store.delete(names, purpose);
    }
  }

  @Override
  public StoreUsage usage(Purpose purpose) throws StoreException {
    try (var _ = ContextClassLoader.of(store)) {
      return store.usage(purpose);
    }
  }

  @Override
  public Optional<RetentionLocks> locks() {
    return store.locks().map(ContextLocks::new);
  }

  @Override
  public void close() {
    try (var _ = ContextClassLoader.of(store)) {
      store.close();
    }
  }
}

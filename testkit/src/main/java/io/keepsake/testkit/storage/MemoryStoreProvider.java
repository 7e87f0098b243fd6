package io.keepsake.testkit.storage;

import io.keepsake.core.spi.options.OptionNames;
import io.keepsake.core.spi.storage.LockRule;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.Retention;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreOptions;
import io.keepsake.core.spi.storage.StoreSettings;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Opens stores in memory: {@code memory://name}. Stores of one name share their objects for the
 * life of the process. With the options {@code object-lock} and {@code lock-for} they lock it;
 * where one had them, others without them know the locks as well.
 */
public final class MemoryStoreProvider implements ObjectStoreProvider {

  private static final Map<String, ConcurrentNavigableMap<ObjectName, MemoryStore.Stored>> SPACES =
      new ConcurrentHashMap<>();

  private static final Map<String, Map<ObjectName, Retention>> LOCKS = new ConcurrentHashMap<>();

  /** Found by {@link java.util.ServiceLoader}. */
  public MemoryStoreProvider() {}

  @Override
  public int spiVersion() {
    return SPI_VERSION;
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Set<String> schemes() {
    return Set.of("memory");
  }

  @Override
  public ObjectStore open(StoreSettings settings) throws StoreException {
    String host = settings.url().getAuthority();
    if (host == null) {
      throw new StoreException(
          StoreException.Kind.INVALID,
          settings.id(),
          "Provider %s: write memory://name, not %s".formatted(settings.id(), settings.url()));
    }
    MemoryStore store = open(settings.id(), host);
    boolean locks = !settings.options().isEmpty() || LOCKS.containsKey(key(host));
    return locks ? locking(store, host, settings) : store;
  }

  private static String key(String host) {
    return host.toLowerCase(Locale.ROOT);
  }

  private static ObjectStore locking(MemoryStore store, String host, StoreSettings settings)
      throws StoreException {
    OptionNames names = OptionNames.of(LockRule.MODE, LockRule.TIME);
    Optional<LockRule> rule = LockRule.of(StoreOptions.of(settings, names));
    return new RetentionStore(
        store, rule, LOCKS.computeIfAbsent(key(host), absent -> new ConcurrentHashMap<>()));
  }

  /** The store {@code memory://name}. */
  public static MemoryStore open(String id, String name) {
    String key = key(name);
    return new MemoryStore(
        id,
        "memory://" + key,
        SPACES.computeIfAbsent(key, absent -> new ConcurrentSkipListMap<>()));
  }

  /** Forgets the objects of {@code memory://name}; stores open on them keep them. */
  public static void forget(String name) {
    SPACES.remove(key(name));
    LOCKS.remove(key(name));
  }
}

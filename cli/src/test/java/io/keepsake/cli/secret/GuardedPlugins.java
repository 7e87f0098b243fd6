package io.keepsake.cli.secret;

import io.keepsake.core.plugin.PluginProblem;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.crypto.CryptoProvider;
import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ForwardingStore;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.LockRule;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.Retention;
import io.keepsake.core.spi.storage.RetentionLocks;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.storage.MemoryStore;
import io.keepsake.testkit.storage.RetentionStore;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Stores in memory that want a user and a password, at each call or when they are opened. */
final class GuardedPlugins implements Plugins {

  private final Map<String, MemoryStore> stores = new ConcurrentHashMap<>();
  private final Set<String> valid = ConcurrentHashMap.newKeySet();
  private final Map<String, Kind> failing = new ConcurrentHashMap<>();
  private final List<String> shown = new CopyOnWriteArrayList<>();
  private volatile boolean asksWhenOpened;
  private final AtomicInteger open = new AtomicInteger();

  /** Lets in who has these: {@code user:password}. */
  void accept(String... logins) {
    valid.clear();
    valid.addAll(List.of(logins));
  }

  /** Lets in who has these, and then fails: {@code user:password}. */
  void fail(String login, Kind kind) {
    failing.put(login, kind);
  }

  /** Refuses at once, and not at the first call. */
  void askWhenOpened() {
    asksWhenOpened = true;
  }

  /** What was shown when stores were opened, since the last question. */
  List<String> shown() {
    List<String> all = List.copyOf(shown);
    shown.clear();
    return all;
  }

  /** How many stores are open. */
  int open() {
    return open.get();
  }

  @Override
  public Optional<ObjectStoreProvider> storage(String scheme) {
    return Optional.of(new Provider());
  }

  @Override
  public Optional<CryptoProvider> crypto(String suite) {
    return Plugins.installed().crypto(suite);
  }

  @Override
  public List<PluginProblem> problems() {
    return List.of();
  }

  private void require(String login, String id) throws StoreException {
    Kind kind = failing.get(login);
    if (kind != null) {
      throw new StoreException(kind, id, "Provider " + id + " fails for " + login);
    }
    if (!valid.contains(login)) {
      throw new StoreException(Kind.DENIED, id, "Provider " + id + " refuses " + login);
    }
  }

  private final class Provider implements ObjectStoreProvider {

    @Override
    public int spiVersion() {
      return SPI_VERSION;
    }

    @Override
    public String name() {
      return "guarded";
    }

    @Override
    public Set<String> schemes() {
      return Set.of("guarded");
    }

    @Override
    public ObjectStore open(StoreSettings settings) throws StoreException {
      String login =
          settings.options().getOrDefault("user", "ada")
              + ":"
              + settings.options().getOrDefault("password", "");
      shown.add(login);
      if (asksWhenOpened) {
        require(login, settings.id());
      }
      MemoryStore all =
          stores.computeIfAbsent(settings.url().toString(), _ -> new MemoryStore(settings.id()));
      open.incrementAndGet();
      return new GuardedStore(new RetentionStore(all.again(), Optional.empty()), login);
    }
  }

  private final class GuardedStore extends ForwardingStore {

    private final RetentionStore behind;
    private final String login;

    GuardedStore(RetentionStore behind, String login) {
      super(behind);
      this.behind = behind;
      this.login = login;
    }

    @Override
    public Optional<RetentionLocks> locks() {
      return Optional.of(new GuardedLocks(behind, login));
    }

    @Override
    public void put(ObjectName name, ObjectContent content, PutCondition condition, Purpose purpose)
        throws StoreException {
      require(login, id());
      super.put(name, content, condition, purpose);
    }

    @Override
    public InputStream get(ObjectName name, ByteRange range, Purpose purpose)
        throws StoreException {
      require(login, id());
      return super.get(name, range, purpose);
    }

    @Override
    public Optional<ObjectStat> stat(ObjectName name, Purpose purpose) throws StoreException {
      require(login, id());
      return super.stat(name, purpose);
    }

    @Override
    public ListPage list(String prefix, Optional<String> continuation, int limit, Purpose purpose)
        throws StoreException {
      require(login, id());
      return super.list(prefix, continuation, limit, purpose);
    }

    @Override
    public void delete(Collection<ObjectName> names, Purpose purpose) throws StoreException {
      require(login, id());
      super.delete(names, purpose);
    }

    @Override
    public void close() {
      open.decrementAndGet();
      super.close();
    }
  }

  private final class GuardedLocks implements RetentionLocks {

    private final RetentionStore behind;
    private final String login;

    GuardedLocks(RetentionStore behind, String login) {
      this.behind = behind;
      this.login = login;
    }

    @Override
    public Optional<LockRule> rule() {
      return behind.rule();
    }

    @Override
    public Optional<Retention> read(ObjectName name, Purpose purpose) throws StoreException {
      require(login, behind.id());
      return behind.read(name, purpose);
    }

    @Override
    public void lock(ObjectName name, Retention retention, Purpose purpose) throws StoreException {
      require(login, behind.id());
      behind.lock(name, retention, purpose);
    }

    @Override
    public ListPage hidden(Optional<String> continuation, Purpose purpose) throws StoreException {
      require(login, behind.id());
      return behind.hidden(continuation, purpose);
    }

    @Override
    public Optional<Retention> readHidden(ObjectName name, Purpose purpose) throws StoreException {
      require(login, behind.id());
      return behind.readHidden(name, purpose);
    }
  }
}

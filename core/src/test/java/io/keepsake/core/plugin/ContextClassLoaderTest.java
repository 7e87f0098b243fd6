package io.keepsake.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.keepsake.core.spi.alert.Alert;
import io.keepsake.core.spi.alert.AlertSink;
import io.keepsake.core.spi.alert.AlertSinkProvider;
import io.keepsake.core.spi.alert.Delivery;
import io.keepsake.core.spi.alert.Heartbeat;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.core.spi.alert.Severity;
import io.keepsake.core.spi.alert.SinkSettings;
import io.keepsake.core.spi.crypto.CryptoSuite;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreSettings;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin's code finds its own class loader in the thread, its caller the one from before. */
class ContextClassLoaderTest {

  private static final String REQUIRE_OWN =
      """
      static <T> T inOwn(T result) {
        if (Thread.currentThread().getContextClassLoader() != Provider.class.getClassLoader()) {
          throw new IllegalStateException("the context class loader is another's");
        }
        return result;
      }
      public Provider() { inOwn(this); }
      """;

  private static final String STORE =
      """
      new ObjectStore() {
        public String id() { return "id"; }
        public String location() { return "here"; }
        public Set<Capability> capabilities() { return inOwn(Set.of()); }
        public void put(ObjectName n, ObjectContent c, PutCondition w, Purpose p) { inOwn(n); }
        public java.io.InputStream get(ObjectName n, ByteRange r, Purpose p) {
          return inOwn(new java.io.InputStream() {
            public int read() { return inOwn(-1); }
            public void close() { inOwn(0); }
          });
        }
        public java.util.Optional<ObjectStat> stat(ObjectName n, Purpose p) {
          return inOwn(java.util.Optional.empty());
        }
        public ListPage list(String f, java.util.Optional<String> c, int l, Purpose p) {
          return inOwn(new ListPage(java.util.List.of(), java.util.Optional.empty()));
        }
        public void delete(java.util.Collection<ObjectName> n, Purpose p) { inOwn(n); }
        public StoreUsage usage(Purpose p) { throw inOwn(new UnsupportedOperationException("own")); }
        public void close() { inOwn(0); }
      }\
      """;

  private static final StoreSettings SETTINGS =
      new StoreSettings("id", URI.create("x:///"), Map.of());

  private static final String CRYPTO =
      """
      package one;

      import io.keepsake.core.spi.crypto.*;

      public final class Provider implements CryptoProvider {
        %s
        public int spiVersion() { return SPI_VERSION; }
        public String suite() { return inOwn("suite"); }
        public CryptoSuite open() {
          return inOwn((CryptoSuite) java.lang.reflect.Proxy.newProxyInstance(
              Provider.class.getClassLoader(),
              new Class<?>[] {CryptoSuite.class},
              (proxy, method, arguments) -> switch (method.getName()) {
                case "name" -> "suite";
                case "generateKey" -> inOwn(Secret.copyOf(new byte[32]));
                case "keyedHash" -> inOwn(new Hash());
                default -> throw new UnsupportedOperationException();
              }));
        }
        static final class Hash implements KeyedHash {
          public byte[] hash(byte[] data, int offset, int length) { return new byte[32]; }
        }
      }
      """
          .formatted(REQUIRE_OWN);

  private static final String SINK =
      """
      package one;

      import io.keepsake.core.spi.alert.*;
      import java.time.Duration;

      public final class Provider implements AlertSinkProvider {
        %s
        public int spiVersion() { return SPI_VERSION; }
        public String name() { return inOwn("bells"); }
        public java.util.Set<String> types() { return inOwn(java.util.Set.of("bell")); }
        public AlertSink open(SinkSettings settings) {
          return inOwn(new AlertSink() {
            public Delivery deliver(Notification n, Duration d) {
              return inOwn(new Delivery.Accepted());
            }
            public Delivery beat(Heartbeat h, Duration d) {
              return inOwn(new Delivery.Refused("no beats"));
            }
            public void close() { inOwn(0); }
          });
        }
      }
      """
          .formatted(REQUIRE_OWN);

  private static final Notification NOTIFICATION =
      new Notification(
          "1",
          Notification.Reason.TEST,
          "here",
          Instant.EPOCH,
          List.of(
              new Alert(
                  "test/vault",
                  "test",
                  "vault",
                  Severity.WARNING,
                  "Only a test.",
                  Map.of(),
                  Instant.EPOCH,
                  Optional.empty())));

  @TempDir private Path scratch;

  private final Thread thread = Thread.currentThread();
  private final ClassLoader before = thread.getContextClassLoader();
  private final ClassLoader callers = new ClassLoader("caller's", before) {};

  @BeforeEach
  void setCallersLoader() {
    thread.setContextClassLoader(callers);
  }

  @AfterEach
  void resetLoader() {
    assertSame(callers, thread.getContextClassLoader(), "the caller's loader is back");
    thread.setContextClassLoader(before);
  }

  @Test
  void storesAndStreams() throws Exception {
    String provider =
        Sources.provider("one", "x", "inOwn(\"one\")", REQUIRE_OWN)
            .replace("throw new UnsupportedOperationException();", "return inOwn(" + STORE + ");");
    new PluginWorkshop(scratch)
        .jar(scratch.resolve("plugins/one.jar"), Sources.module("one"), provider);
    Plugins plugins = Plugins.load(scratch.resolve("plugins"));
    ObjectName name = new ObjectName("packs/00/a");

    try (ObjectStore store = plugins.storage("x").orElseThrow().open(SETTINGS)) {
      assertEquals(Set.of(), store.capabilities());
      assertEquals(Optional.empty(), store.stat(name, Purpose.BACKUP));
      assertEquals(List.of(), store.list("", Optional.empty(), 10, Purpose.BACKUP).objects());
      store.delete(List.of(name), Purpose.BACKUP);
      try (InputStream stream = store.get(name, ByteRange.ALL, Purpose.BACKUP)) {
        assertEquals(-1, stream.read());
        assertEquals(-1, stream.read(new byte[10]));
        assertEquals(0, stream.readAllBytes().length);
      }
      assertSame(callers, thread.getContextClassLoader());
      Exception own =
          assertThrows(UnsupportedOperationException.class, () -> store.usage(Purpose.BACKUP));
      assertEquals("own", own.getMessage());
    }
    assertEquals(List.of(), plugins.problems());
  }

  @Test
  void sinks() throws Exception {
    new PluginWorkshop(scratch)
        .attribute("Keepsake-Sinks", "bell")
        .jar(
            scratch.resolve("plugins/one.jar"),
            Sources.module("one").replace("storage.ObjectStoreProvider", "alert.AlertSinkProvider"),
            SINK);
    Plugins plugins = Plugins.load(scratch.resolve("plugins"));

    assertEquals(Optional.empty(), plugins.sink("other"));
    AlertSinkProvider provider = plugins.sink("bell").orElseThrow();
    assertEquals("bells", provider.name());
    try (AlertSink sink = provider.open(new SinkSettings("door", "bell", Map.of()))) {
      assertEquals(new Delivery.Accepted(), sink.deliver(NOTIFICATION, Duration.ofSeconds(1)));
      assertEquals(
          new Delivery.Refused("no beats"),
          sink.beat(
              new Heartbeat("nightly", "1", Heartbeat.Beat.START, "", Instant.EPOCH),
              Duration.ofSeconds(1)));
      assertSame(callers, thread.getContextClassLoader());
    }
    assertEquals(List.of(), plugins.problems());
    assertEquals(Set.of("bell"), plugins.descriptions().getLast().sinks());
  }

  @Test
  void suitesButNotTheHashesTheyMake() throws Exception {
    new PluginWorkshop(scratch)
        .jar(
            scratch.resolve("plugins/one.jar"),
            Sources.module("one").replace("storage.ObjectStoreProvider", "crypto.CryptoProvider"),
            CRYPTO);
    Plugins plugins = Plugins.load(scratch.resolve("plugins"));

    CryptoSuite suite = plugins.crypto("suite").orElseThrow().open();

    assertEquals("suite", suite.name());
    try (Secret key = suite.generateKey()) {
      assertEquals(
          "one.Provider$Hash",
          suite.keyedHash(key).getClass().getName(),
          "nothing stands between the chunker and its hash");
    }
  }
}

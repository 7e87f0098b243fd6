package io.keepsake.provider.local.sftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.proxy.Direction;
import io.keepsake.testkit.proxy.FaultProxy;
import io.keepsake.testkit.proxy.NetworkFault;
import io.keepsake.testkit.ssh.OpenSshServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections that break or hang, and servers in trouble. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SftpFaultTest {

  private static final ObjectName NAME = new ObjectName("packs/ab/abcd");
  private static final int LARGE = 10 << 20;

  @TempDir private static Path directory;
  private static OpenSshServer server;

  @TempDir private Path temporary;
  private FaultProxy proxy;

  @BeforeAll
  static void start() throws Exception {
    server = OpenSshServer.start(directory);
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void connect() throws IOException {
    proxy = FaultProxy.to("127.0.0.1", server.port());
  }

  @AfterEach
  void disconnect() {
    proxy.close();
  }

  @Test
  void aCutConnectionIsMadeAnew() throws Exception {
    try (ObjectStore store = open("20s")) {
      put(store, 1_000);
      proxy.resetConnections();
      retried(() -> assertArrayEquals(bytes(1_000), read(store)));
      server.cutConnections();
      retried(() -> assertArrayEquals(bytes(1_000), read(store)));
    }
  }

  @Test
  void aServerThatWasRestartedIsFoundAgain() throws Exception {
    try (ObjectStore store = open("20s")) {
      put(store, 1_000);
      server.stop();
      StoreException failure = assertThrows(StoreException.class, () -> read(store));
      assertEquals(Kind.UNAVAILABLE, failure.kind(), failure::toString);
      server.restart();
      retried(() -> assertArrayEquals(bytes(1_000), read(store)));
    }
  }

  @Test
  void aPutThatIsCutLeavesNothingAndGoesThroughLater() throws Exception {
    try (ObjectStore store = open("20s")) {
      put(store, new ObjectName("first"), 10);
      proxy.inject(Direction.UPLOAD, new NetworkFault.Resets(5 << 20));
      StoreException failure = assertThrows(StoreException.class, () -> put(store, LARGE));
      assertEquals(Kind.UNAVAILABLE, failure.kind(), failure::toString);
      proxy.heal();
      retried(() -> assertEquals(Optional.empty(), store.stat(NAME, Purpose.VERIFY)));
      put(store, LARGE);
      assertArrayEquals(bytes(LARGE), read(store));
      assertEquals(List.of("first", NAME.value()), names(store));
    }
  }

  @Test
  void aReadThatIsCutFailsAndNeverEndsEarly() throws Exception {
    try (ObjectStore store = open("20s")) {
      put(store, LARGE);
      proxy.inject(Direction.DOWNLOAD, new NetworkFault.Cuts(5 << 20));
      StoreException failure = assertThrows(StoreException.class, () -> read(store));
      assertEquals(Kind.UNAVAILABLE, failure.kind(), failure::toString);
    }
  }

  @Test
  void aFlippedBitIsNeverHandedOn() throws Exception {
    try (ObjectStore store = open("20s")) {
      put(store, LARGE);
      proxy.inject(Direction.DOWNLOAD, new NetworkFault.Flips(3 << 20));
      assertThrows(StoreException.class, () -> read(store));
      proxy.heal();
      retried(() -> assertArrayEquals(bytes(LARGE), read(store)));
      proxy.inject(Direction.UPLOAD, new NetworkFault.Flips(3 << 20));
      ObjectName other = new ObjectName("other");
      assertThrows(StoreException.class, () -> put(store, other, LARGE));
      proxy.heal();
      retried(() -> assertEquals(Optional.empty(), store.stat(other, Purpose.VERIFY)));
    }
  }

  @Test
  void aBlackHoleIsATimeoutInBothDirections() throws Exception {
    for (Direction direction : Direction.values()) {
      try (ObjectStore store = open("1s")) {
        put(store, LARGE);
        proxy.inject(
            direction, new NetworkFault.Stalls(direction == Direction.UPLOAD ? 100 : 2 << 20));
        Instant begun = Instant.now();
        StoreException failure = assertThrows(StoreException.class, () -> read(store));
        assertEquals(Kind.TIMEOUT, failure.kind(), failure::toString);
        assertTrue(failure.getMessage().contains("idle-timeout"), failure.getMessage());
        assertTrue(Duration.between(begun, Instant.now()).toSeconds() < 20, "took too long");
        proxy.heal();
        retried(() -> assertArrayEquals(bytes(LARGE), read(store)));
      }
    }
  }

  @Test
  void aPutIntoABlackHoleIsATimeout() throws Exception {
    try (ObjectStore store = open("1s")) {
      put(store, 10);
      proxy.inject(Direction.UPLOAD, new NetworkFault.Stalls(1 << 20));
      StoreException failure = assertThrows(StoreException.class, () -> put(store, LARGE));
      assertEquals(Kind.TIMEOUT, failure.kind(), failure::toString);
    }
  }

  @Test
  void anInterruptEndsAPutIntoABlackHole() throws Exception {
    try (ObjectStore store = open("100s");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      put(store, 10);
      proxy.inject(Direction.UPLOAD, new NetworkFault.Stalls(1 << 20));
      AtomicReference<Thread> putter = new AtomicReference<>();
      Future<Boolean> flag =
          threads.submit(
              () -> {
                putter.set(Thread.currentThread());
                StoreException failure =
                    assertThrows(StoreException.class, () -> put(store, LARGE));
                assertEquals(Kind.INTERRUPTED, failure.kind(), failure::toString);
                return Thread.currentThread().isInterrupted();
              });
      proxy.awaitHeld();
      putter.get().interrupt();
      assertTrue(flag.get(), "the flag was lost");
    }
  }

  @Test
  void closingEndsAReadFromABlackHole() throws Exception {
    ObjectStore store = open("100s");
    put(store, LARGE);
    proxy.inject(Direction.DOWNLOAD, new NetworkFault.Stalls(1 << 20));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<StoreException> failure =
          threads.submit(() -> assertThrows(StoreException.class, () -> read(store)));
      proxy.awaitHeld();
      store.close();
      assertEquals(Kind.UNAVAILABLE, failure.get().kind(), failure.get()::toString);
    }
  }

  @Test
  void slowAnswersAreNoFailure() throws Exception {
    try (ObjectStore store = open("1s")) {
      put(store, 10);
      proxy.inject(Direction.DOWNLOAD, new NetworkFault.Delays(Duration.ofMillis(300)));
      put(store, 1 << 20);
      assertArrayEquals(bytes(1 << 20), read(store));
    }
  }

  @Test
  void aRootThatVanishesIsNotMadeAnew() throws Exception {
    Path root = temporary.resolve("store");
    try (ObjectStore store = open("20s")) {
      put(store, 10);
      Files.move(root, temporary.resolve("elsewhere"));
      for (StoreException failure :
          List.of(
              assertThrows(StoreException.class, () -> put(store, 10)),
              assertThrows(StoreException.class, () -> store.stat(NAME, Purpose.VERIFY)),
              assertThrows(StoreException.class, () -> names(store)),
              assertThrows(StoreException.class, () -> read(store)))) {
        assertEquals(Kind.UNAVAILABLE, failure.kind(), failure::toString);
        assertTrue(failure.getMessage().contains("it is gone"), failure.getMessage());
      }
      assertTrue(Files.notExists(root), "the root was made anew");
    }
  }

  @Test
  void leftoversGoAfterADay() throws Exception {
    Path leftovers = Files.createDirectories(temporary.resolve("store/.keepsake-tmp"));
    Path old = Files.createFile(leftovers.resolve("old"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    Path young = Files.createFile(leftovers.resolve("young"));
    try (ObjectStore store = open("20s")) {
      put(store, 10);
      assertEquals(List.of(NAME.value()), names(store));
      store.stat(NAME, Purpose.VERIFY); // the removal was asked for before
    }
    assertTrue(Files.exists(young), "a file that may be in use was removed");
    assertTrue(Files.notExists(old), "a leftover stayed");
  }

  private interface Attempt {
    void run() throws Exception;
  }

  /** What uses the store tries again: the first call may find out that the connection is gone. */
  private static void retried(Attempt attempt) throws Exception {
    for (int left = 8; ; left--) {
      try {
        attempt.run();
        return;
      } catch (StoreException e) {
        assertTrue(left > 0 && e.kind().retry() == StoreException.Retry.LATER, e::toString);
      }
    }
  }

  private ObjectStore open(String idleTimeout) throws Exception {
    Map<String, String> options = new HashMap<>();
    options.put("private-key-file", server.userKey().toString());
    options.put("known-hosts-file", temporary.resolve("hosts").toString());
    options.put("host-key-check", "accept-new");
    options.put("idle-timeout", idleTimeout);
    options.put("connections", "2");
    URI url =
        URI.create("sftp://127.0.0.1:%d%s".formatted(proxy.port(), temporary.resolve("store")));
    return new SftpStoreProvider().open(new StoreSettings("nas", url, options));
  }

  private static void put(ObjectStore store, int length) throws StoreException {
    put(store, NAME, length);
  }

  private static void put(ObjectStore store, ObjectName name, int length) throws StoreException {
    store.put(name, ObjectContent.of(bytes(length)), PutCondition.ANY, Purpose.BACKUP);
  }

  private static byte[] read(ObjectStore store) throws IOException {
    try (InputStream in = store.get(NAME, ByteRange.ALL, Purpose.RESTORE)) {
      return in.readAllBytes();
    }
  }

  private static List<String> names(ObjectStore store) throws StoreException {
    ListPage page = store.list("", Optional.empty(), 1_000, Purpose.VERIFY);
    return page.objects().stream().map(ObjectStat::name).map(ObjectName::value).toList();
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(length).nextBytes(bytes);
    return bytes;
  }
}

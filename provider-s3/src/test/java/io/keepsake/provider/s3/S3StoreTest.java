package io.keepsake.provider.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.proxy.Direction;
import io.keepsake.testkit.proxy.FaultProxy;
import io.keepsake.testkit.proxy.NetworkFault;
import io.keepsake.testkit.s3.S3ProxyServer;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/** What is special to this provider, on S3Proxy. */
final class S3StoreTest {

  private static final ObjectName NAME = new ObjectName("packs/a");
  private static final int LARGE = (64 << 20) + 5;

  private final String prefix = "store-" + UUID.randomUUID();

  @Test
  void findsOutWhatTheServerChecksAndLeavesNothing() throws Exception {
    try (ObjectStore store = Servers.open(prefix, Map.of())) {
      Set<Capability> found = store.capabilities();
      assertTrue(found.contains(Capability.CONDITIONAL_PUT), found::toString);
      assertTrue(found.contains(Capability.SERVER_CHECKSUM), found::toString);
    }
    assertEquals(List.of(), files());
  }

  /** All parts of a buffer that several uploads read at once. */
  @Test
  void aLargeObjectGoesInParts() throws Exception {
    ByteBuffer bytes = ByteBuffer.wrap(bytes(LARGE)).asReadOnlyBuffer();
    ObjectContent content = ObjectContent.of(bytes);
    try (ObjectStore store = Servers.open(prefix, Map.of());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> puts = new ArrayList<>();
      for (String name : List.of("packs/a", "packs/b")) {
        puts.add(
            threads.submit(
                () -> {
                  store.put(new ObjectName(name), content, PutCondition.IF_ABSENT, Purpose.BACKUP);
                  return true;
                }));
      }
      for (Future<Boolean> put : puts) {
        assertTrue(put.get());
      }
      assertFails(
          Kind.ALREADY_EXISTS,
          () -> store.put(NAME, content, PutCondition.IF_ABSENT, Purpose.BACKUP));
      try (InputStream in = store.get(NAME, new ByteRange(9, LARGE), Purpose.RESTORE)) {
        assertEquals(bytes.slice(9, LARGE - 9), ByteBuffer.wrap(in.readAllBytes()));
      }
    }
    assertEquals(List.of("packs/a", "packs/b"), files());
  }

  @Test
  void partsOfAFailedUploadAreAborted() throws Exception {
    try (FaultProxy proxy = FaultProxy.to("127.0.0.1", Servers.s3proxy().port());
        ObjectStore store = through(proxy, "20s")) {
      put(store, NAME, bytes(10));
      proxy.inject(Direction.UPLOAD, new NetworkFault.Flips((20 << 20) + 1_000));
      assertFails(Kind.CORRUPT, () -> put(store, new ObjectName("packs/b"), bytes(LARGE)));
      proxy.heal();
    }
    assertEquals(List.of("packs/a"), files());
    assertEquals(0, uploads());
  }

  @Test
  void foreignAndScratchObjectsAreNotListed() throws Exception {
    Path directory = Servers.s3proxy().createBucket(Servers.BUCKET).resolve(prefix);
    try (ObjectStore store = Servers.open(prefix, Map.of())) {
      put(store, NAME, bytes(1));
      Files.writeString(directory.resolve(S3Place.SCRATCH + "left"), "by a killed process");
      Files.writeString(directory.resolve("back\\slash"), "someone else's");
      ListPage page = store.list("", Optional.empty(), 10, Purpose.VERIFY);
      assertEquals(List.of(NAME), page.objects().stream().map(found -> found.name()).toList());
      ObjectName reserved = new ObjectName(S3Place.SCRATCH + "mine");
      assertFails(Kind.INVALID, () -> put(store, reserved, bytes(1)));
    }
  }

  @Test
  void moreThanAPageIsListedAndDeletedInBatches() throws Exception {
    Path directory = Servers.s3proxy().createBucket(Servers.BUCKET).resolve(prefix);
    Files.createDirectories(directory);
    List<ObjectName> names = new ArrayList<>();
    for (int i = 0; i < 2_100; i++) {
      String name = "%04d".formatted(i);
      Files.createFile(directory.resolve(name));
      names.add(new ObjectName(name));
    }
    try (ObjectStore store = Servers.open(prefix, Map.of())) {
      List<ObjectName> found = new ArrayList<>();
      Optional<String> next = Optional.empty();
      do {
        ListPage page = store.list("", next, 10_000, Purpose.VERIFY);
        page.objects().forEach(object -> found.add(object.name()));
        next = page.next();
      } while (next.isPresent());
      assertEquals(names, found);
      store.delete(names, Purpose.PRUNE);
    }
    assertEquals(List.of(), files());
  }

  @Test
  void wrongKeysAreToldApart() throws Exception {
    try (ObjectStore store = Servers.open(prefix, Map.of("secret-access-key", "wrong"))) {
      StoreException failure = assertFails(Kind.DENIED, () -> put(store, NAME, bytes(1)));
      assertTrue(failure.getMessage().contains("secret access key"), failure::getMessage);
    }
    try (ObjectStore store = Servers.open(prefix, Map.of("access-key-id", "unknown"))) {
      StoreException failure = assertFails(Kind.DENIED, () -> put(store, NAME, bytes(1)));
      assertTrue(failure.getMessage().contains("access key"), failure::getMessage);
    }
  }

  private ObjectStore through(FaultProxy proxy, String idleTimeout) throws StoreException {
    String endpoint = "http://127.0.0.1:" + proxy.port();
    return Servers.open(prefix, Map.of("endpoint", endpoint, "idle-timeout", idleTimeout));
  }

  private static long uploads() throws Exception {
    S3Config config =
        S3Config.of(
            new StoreSettings(
                "aws", URI.create("s3://" + Servers.BUCKET), Servers.options(new HashMap<>())));
    S3Clients clients = new S3Clients(config, S3Endpoint.of(config));
    try (SdkHttpClient http = clients.http();
        S3Client client = clients.s3(http)) {
      return client
          .listMultipartUploads(request -> request.bucket(Servers.BUCKET))
          .uploads()
          .size();
    }
  }

  /** What lies on the server's disk below the prefix. */
  private List<String> files() throws Exception {
    S3ProxyServer server = Servers.s3proxy();
    Path directory = server.createBucket(Servers.BUCKET).resolve(prefix);
    if (Files.notExists(directory)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static void put(ObjectStore store, ObjectName name, byte[] bytes) throws StoreException {
    store.put(name, ObjectContent.of(bytes), PutCondition.IF_ABSENT, Purpose.BACKUP);
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(length).nextBytes(bytes);
    return bytes;
  }

  private static StoreException assertFails(Kind kind, Executable call) {
    StoreException failure = assertThrows(StoreException.class, call);
    assertEquals(kind, failure.kind(), failure::toString);
    return failure;
  }
}

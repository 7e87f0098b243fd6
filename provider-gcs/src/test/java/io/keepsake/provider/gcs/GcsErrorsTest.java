package io.keepsake.provider.gcs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.gcs.GcsFault;
import io.keepsake.testkit.gcs.GcsServer;
import io.keepsake.testkit.network.ServerPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** What people are told when something is wrong, and that nothing is tried again. */
@Timeout(120)
final class GcsErrorsTest {

  private static final ObjectName NAME = new ObjectName("keepsake.json");

  private GcsServer server;

  @BeforeEach
  void start() throws IOException {
    server = GcsServer.start();
    server.createBucket(Gcs.BUCKET);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aMissingBucketIsTold() throws Exception {
    StoreSettings settings =
        new StoreSettings("gcp", URI.create("gs://no-such-bucket/x"), Gcs.options(server));
    try (ObjectStore store = new GcsStoreProvider().open(settings)) {
      for (Executable call :
          List.<Executable>of(
              () -> store.list("", Optional.empty(), 10, Purpose.OPEN),
              () -> store.stat(NAME, Purpose.OPEN),
              () -> store.get(NAME, ByteRange.ALL, Purpose.OPEN),
              () -> store.delete(List.of(NAME), Purpose.PRUNE),
              () -> put(store))) {
        assertFails(Kind.NOT_FOUND, "there is no bucket no-such-bucket", call);
      }
    }
  }

  @Test
  void throttlingIsToldAndNotTriedAgain() throws Exception {
    try (ObjectStore store = open()) {
      for (Executable call : calls(store)) {
        int before = server.requests().size();
        server.inject(GcsFault.throttled(""), 1);
        assertFails(Kind.THROTTLED, "slow down", call);
        assertEquals(before + 1, server.requests().size(), "requests");
      }
    }
  }

  @Test
  void theServicesOwnFailuresAreToldAndNotTriedAgain() throws Exception {
    try (ObjectStore store = open()) {
      for (Executable call : calls(store)) {
        int before = server.requests().size();
        server.inject(GcsFault.unavailable(""), 1);
        assertFails(Kind.UNAVAILABLE, "503", call);
        assertEquals(before + 1, server.requests().size(), "requests");
      }
    }
  }

  @Test
  void aMissingPermissionIsNamed() throws Exception {
    try (ObjectStore store = open()) {
      server.inject(GcsFault.forbidden("^GET .*/o\\?", "storage.objects.list"), 1);
      assertFails(
          Kind.DENIED,
          "storage.objects.list",
          () -> store.list("", Optional.empty(), 10, Purpose.OPEN));
    }
  }

  @Test
  void aQuotaThatIsUsedUpIsTold() throws Exception {
    try (ObjectStore store = open()) {
      Pattern uploads = Pattern.compile("^POST /upload");
      server.inject(
          new GcsFault(uploads, 403, "quotaExceeded", "The daily quota was exceeded."), 1);
      assertFails(Kind.QUOTA, "quota", () -> put(store));
    }
  }

  @Test
  void anObjectOnHoldIsNotDeletedNorReplaced() throws Exception {
    try (ObjectStore store = open()) {
      put(store);
      server.change(Gcs.BUCKET, "vault/keepsake.json", Map.of("temporaryHold", true));
      assertFails(Kind.DENIED, "locked", () -> store.delete(List.of(NAME), Purpose.PRUNE));
      assertFails(
          Kind.DENIED,
          "locked",
          () -> store.delete(List.of(NAME, new ObjectName("other")), Purpose.PRUNE));
      assertFails(Kind.DENIED, "locked", () -> put(store));
    }
  }

  @Test
  void aRefusedConnectionIsTold() throws Exception {
    int free = ServerPorts.free();
    try (ObjectStore store = open("http://127.0.0.1:" + free)) {
      assertFails(
          Kind.UNAVAILABLE, "nothing accepts connections", () -> store.stat(NAME, Purpose.OPEN));
    }
  }

  @Test
  void anUnknownHostIsTold() throws Exception {
    try (ObjectStore store = open("http://gcs.invalid:80")) {
      assertFails(
          Kind.UNAVAILABLE, "the host of http://gcs.invalid", () -> store.stat(NAME, Purpose.OPEN));
    }
  }

  @Test
  void silenceEndsACallInTime() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        ObjectStore store =
            Gcs.open(
                "vault",
                Gcs.options(
                    "http://127.0.0.1:" + silent.getLocalPort(),
                    "idle-timeout",
                    "300ms",
                    "resumable-threshold",
                    "0KiB"))) {
      for (Executable call : calls(store)) {
        assertFails(Kind.TIMEOUT, "no byte moved", call);
      }
    }
  }

  private static List<Executable> calls(ObjectStore store) {
    return List.of(
        () -> store.list("", Optional.empty(), 10, Purpose.OPEN),
        () -> store.stat(NAME, Purpose.OPEN),
        () -> store.get(NAME, ByteRange.ALL, Purpose.OPEN),
        () -> store.delete(List.of(NAME), Purpose.PRUNE),
        () -> store.delete(List.of(NAME, new ObjectName("b")), Purpose.PRUNE),
        () -> put(store));
  }

  private static void put(ObjectStore store) throws StoreException {
    store.put(NAME, ObjectContent.of(new byte[] {1, 2}), PutCondition.ANY, Purpose.BACKUP);
  }

  private ObjectStore open() throws StoreException {
    return open(server.endpoint());
  }

  private static ObjectStore open(String endpoint) throws StoreException {
    return Gcs.open("vault", Gcs.options(endpoint));
  }

  private static void assertFails(Kind kind, String words, Executable call) {
    StoreException failure = assertThrows(StoreException.class, call);
    String message = String.valueOf(failure.getMessage());
    assertEquals(kind, failure.kind(), message);
    assertTrue(message.contains(words), message);
    assertTrue(message.startsWith("Provider gcp could not "), message);
    assertFalse(message.contains("\n"), message);
  }
}

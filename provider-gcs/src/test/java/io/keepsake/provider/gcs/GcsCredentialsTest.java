package io.keepsake.provider.gcs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.testkit.gcs.GcsFault;
import io.keepsake.testkit.gcs.GcsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who asks: service accounts, workload identities, nobody; and what is wrong with them. */
@Timeout(120)
final class GcsCredentialsTest {

  private static final ObjectName NAME = new ObjectName("a");

  @TempDir private Path directory;
  private GcsServer server;
  private Path file;

  @BeforeEach
  void start() throws IOException {
    server = GcsServer.start();
    server.createBucket(Gcs.BUCKET);
    file = directory.resolve("account.json");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aServiceAccountGetsATokenOnce() throws Exception {
    Files.writeString(file, server.serviceAccount());
    try (ObjectStore store = open()) {
      put(store);
      put(store);
      assertEquals(1, tokens());
    }
  }

  @Test
  void aRevokedTokenIsReplacedAndTheUploadSentAgain() throws Exception {
    Files.writeString(file, server.serviceAccount());
    try (ObjectStore store = open()) {
      put(store);
      server.revokeTokens();
      put(store);
      assertEquals(2, tokens());
    }
  }

  @Test
  void batchesCarryTheTokenAndRenewIt() throws Exception {
    Files.writeString(file, server.serviceAccount());
    try (ObjectStore store = open()) {
      put(store);
      List<ObjectName> names = List.of(NAME, new ObjectName("b"), new ObjectName("c"));
      server.revokeTokens();
      store.delete(names, Purpose.PRUNE);
      list(store, List.of());
      assertEquals(2, tokens());
    }
  }

  @Test
  void aTokenThatIsNeverAcceptedIsTold() throws Exception {
    Files.writeString(file, server.serviceAccount());
    Pattern storage = Pattern.compile("/storage/v1/");
    server.inject(new GcsFault(storage, 401, "authError", "Invalid Credentials"), 5);
    try (ObjectStore store = open()) {
      assertDenied("does not accept the access token", () -> list(store));
    }
  }

  @Test
  void nobodyIsNotLetIn() throws Exception {
    server.serviceAccount();
    try (ObjectStore store = Gcs.open("vault", Gcs.options(server))) {
      assertDenied("credentials-file", () -> list(store));
    }
  }

  @Test
  void aKeyOfAnotherAccountIsRefused() throws Exception {
    try (GcsServer other = GcsServer.start()) {
      String json = other.serviceAccount().replace(other.endpoint(), server.endpoint());
      Files.writeString(file, json);
      try (ObjectStore store = open()) {
        assertDenied("Invalid JWT Signature", () -> list(store));
      }
    }
  }

  @Test
  void aWrongClockIsTold() throws Exception {
    Files.writeString(file, server.serviceAccount());
    server.shiftClock(Duration.ofHours(3));
    try (ObjectStore store = open()) {
      assertDenied("set this machine's clock", () -> list(store));
    }
  }

  @Test
  void aTokenServiceThatFailsMayPass() throws Exception {
    Files.writeString(file, server.serviceAccount());
    server.inject(GcsFault.unavailable("^POST /token"), 1);
    try (ObjectStore store = open()) {
      StoreException failure = assertThrows(StoreException.class, () -> list(store));
      assertEquals(Kind.UNAVAILABLE, failure.kind(), failure::toString);
      assertEquals(1, tokens());
    }
  }

  @Test
  void filesThatAreNoCredentialsAreTold() throws Exception {
    assertDenied("is not there", this::open);
    Files.writeString(file, "{\"type\": \"service_account\", \"private_key\": \"hush\"}");
    assertDenied("holds no credentials", this::open);
    Files.writeString(file, "hush");
    assertDenied("holds no credentials", this::open);
  }

  private void assertDenied(String words, org.junit.jupiter.api.function.Executable call) {
    StoreException failure = assertThrows(StoreException.class, call);
    String message = String.valueOf(failure.getMessage());
    assertEquals(Kind.DENIED, failure.kind(), message);
    assertTrue(message.contains(words), message);
    for (Throwable each = failure; each != null; each = each.getCause()) {
      String text = each.toString();
      assertFalse(
          text.contains("ya29.") || text.contains("PRIVATE KEY") || text.contains("hush"), text);
      assertFalse(text.contains("eyJ"), text);
    }
  }

  private ObjectStore open() throws StoreException {
    return Gcs.open(
        "vault", Map.of("endpoint", server.endpoint(), "credentials-file", file.toString()));
  }

  private static void put(ObjectStore store) throws StoreException {
    store.put(NAME, ObjectContent.of(new byte[100_000]), PutCondition.ANY, Purpose.BACKUP);
  }

  private static void list(ObjectStore store) throws StoreException {
    list(store, List.of());
  }

  private static void list(ObjectStore store, List<ObjectName> names) throws StoreException {
    ListPage page = store.list("", Optional.empty(), 10, Purpose.OPEN);
    assertEquals(names, page.objects().stream().map(ObjectStat::name).toList());
  }

  private long tokens() {
    return server.requests().stream().filter(line -> line.startsWith("POST /token")).count();
  }
}

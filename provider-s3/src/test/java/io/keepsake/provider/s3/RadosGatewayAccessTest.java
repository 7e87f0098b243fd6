package io.keepsake.provider.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.testkit.storage.LongListing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Whom Ceph lets in, and as whom. */
@Timeout(300)
final class RadosGatewayAccessTest {

  private static final String STRANGER = "a-stranger";
  private static final String STRANGERS_SECRET = "a-strangers-secret-0123456789";
  private static final ObjectName NAME = new ObjectName("packs/a");

  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":\
      ["arn:aws:iam:::user/keepsake"]},"Action":["sts:AssumeRole"]}]}\
      """;
  private static final String RIGHTS =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*"],"Resource":\
      ["arn:aws:s3:::*"]}]}\
      """;

  @TempDir private static Path directory;
  private static RadosGateway gateway;

  @BeforeAll
  static void start() throws Exception {
    gateway = RadosGateway.start(directory);
    gateway.createBucket(Servers.BUCKET);
    gateway.administer(
        "user",
        "create",
        "--uid=stranger",
        "--display-name=stranger",
        "--access-key=" + STRANGER,
        "--secret-key=" + STRANGERS_SECRET);
    gateway.administer("role", "create", "--role-name=backup", "--assume-role-policy-doc=" + TRUST);
    gateway.administer(
        "role-policy", "put", "--role-name=backup", "--policy-name=all", "--policy-doc=" + RIGHTS);
  }

  @AfterAll
  static void stop() {
    if (gateway != null) {
      gateway.close();
    }
  }

  @Test
  void aStrangerMayNotListNorStore() throws Exception {
    try (ObjectStore store = gateway.open(Servers.BUCKET, "stranger", stranger(Map.of()))) {
      assertDenied("these credentials may not; allow them s3:ListBucket", () -> list(store));
      assertDenied("allow them s3:PutObject", () -> put(store));
    }
  }

  @Test
  void aRoleLetsInWhomItTrusts() throws Exception {
    Map<String, String> role = Map.of("role-arn", "arn:aws:iam:::role/backup");
    try (ObjectStore store = gateway.open(Servers.BUCKET, "role", role)) {
      put(store);
      assertEquals(List.of(NAME), list(store));
    }
    try (ObjectStore store = gateway.open(Servers.BUCKET, "role", stranger(role))) {
      assertDenied("may not take on the role; check role-arn", () -> list(store));
    }
  }

  /** The SDK corrects itself then, which must not be believed of other services. */
  @Test
  void aClockThatDiffersByAnHourIsToldAndOnlyCorrectedThere() throws Exception {
    Map<String, String> fast = Map.of("endpoint", gateway.startFastClock().toString());
    try (ObjectStore store = gateway.open(Servers.BUCKET, "clock", fast)) {
      assertDenied("clock of this machine differs too much from the service's", () -> list(store));
      put(store);
    }
    try (ObjectStore store = gateway.open(Servers.BUCKET, "clock", Map.of())) {
      assertEquals(List.of(NAME), list(store));
    }
    try (ObjectStore store = gateway.open(Servers.BUCKET, "clock", fast)) {
      assertDenied("set it, best by NTP", () -> put(store));
    }
  }

  @Test
  void tagsAreStored() throws Exception {
    Map<String, String> tags = Map.of("tags", "team=photos,keep=long & safe");
    try (ObjectStore store = gateway.open(Servers.BUCKET, "tags", tags)) {
      put(store);
    }
    S3Config config = gateway.config(Servers.BUCKET, "", Map.of());
    S3Clients clients = new S3Clients(config, S3Endpoint.of(config));
    try (SdkHttpClient http = clients.http();
        S3Client client = clients.s3(http)) {
      Map<String, String> found = new TreeMap<>();
      client
          .getObjectTagging(r -> r.bucket(Servers.BUCKET).key("tags/" + NAME))
          .tagSet()
          .forEach(tag -> found.put(tag.key(), tag.value()));
      assertEquals(Map.of("team", "photos", "keep", "long & safe"), found);
    }
  }

  /** Ceph has to be given its objects one by one, which is why there are only some thousands. */
  @Test
  void someThousandsAreListed() throws Exception {
    int count = Integer.getInteger("keepsake.listing.objects", 3_000);
    try (ObjectStore store = gateway.open(Servers.BUCKET, "listing", Map.of());
        ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Callable<Boolean>> puts = new ArrayList<>();
      LongListing.names(count).forEach(name -> puts.add(() -> put(store, new ObjectName(name))));
      for (Future<Boolean> each : threads.invokeAll(puts)) {
        assertTrue(each.get());
      }
      int pages = LongListing.check(store, count);
      int least = LongListing.pages(count);
      assertTrue(pages <= least + 1 + least / 50, pages + " pages"); // Ceph ends some early
    }
  }

  private static Map<String, String> stranger(Map<String, String> more) {
    Map<String, String> options = new HashMap<>(more);
    options.put("access-key-id", STRANGER);
    options.put("secret-access-key", STRANGERS_SECRET);
    return options;
  }

  private static boolean put(ObjectStore store) throws StoreException {
    return put(store, NAME);
  }

  private static boolean put(ObjectStore store, ObjectName name) throws StoreException {
    store.put(name, ObjectContent.of(new byte[1]), PutCondition.ANY, Purpose.BACKUP);
    return true;
  }

  private static List<ObjectName> list(ObjectStore store) throws StoreException {
    return store.list("", Optional.empty(), 10, Purpose.OPEN).objects().stream()
        .map(found -> found.name())
        .toList();
  }

  private static void assertDenied(String words, Callable<?> call) {
    StoreException failure = assertThrows(StoreException.class, call::call);
    String message = String.valueOf(failure.getMessage());
    assertEquals(Kind.DENIED, failure.kind(), message);
    assertTrue(message.startsWith("Provider ceph could not "), message);
    assertTrue(message.contains(words), message);
    for (Throwable each = failure; each != null; each = each.getCause()) {
      assertFalse(each.toString().contains(STRANGERS_SECRET), message);
      assertFalse(each.toString().contains(RadosGateway.SECRET_ACCESS_KEY), message);
    }
  }
}

package io.keepsake.provider.azure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Against Azurite: what the contract does not ask, and what a real service refuses. */
class AzureServiceTest {

  private static final ObjectName NAME = new ObjectName("packs/a");

  private static Azurite server;
  private static AzureConfig config;

  @BeforeAll
  static void startServer() {
    server = Azurite.running();
    config = server.newContainer();
  }

  @Test
  void largeObjectsGoInBlocksAndComeBackChecked(@TempDir Path directory) throws Exception {
    byte[] bytes = new byte[(64 << 20) + 1];
    new SplittableRandom(1).nextBytes(bytes);
    Path file = Files.write(directory.resolve("large"), bytes);
    AzureConfig here = Azurite.below(config, "large/");
    try (AzureStore store = new AzureStore(here)) {
      store.put(NAME, ObjectContent.of(file), PutCondition.IF_ABSENT, Purpose.BACKUP);
      try (InputStream in = store.get(NAME, ByteRange.ALL, Purpose.RESTORE)) {
        assertArrayEquals(bytes, in.readAllBytes());
      }
      assertFails(
          Kind.ALREADY_EXISTS,
          "there is an object of that name",
          () -> store.put(NAME, ObjectContent.of(file), PutCondition.IF_ABSENT, Purpose.BACKUP));
      assertTrue(store.capabilities().contains(Capability.CONDITIONAL_PUT), "the probe found it");
      assertFalse(
          store.capabilities().contains(Capability.SERVER_CHECKSUM),
          "Azurite tells no checksum of a block, unlike Azure, so it cannot be compared");
    }
    BlobContainerClient container = server.container(config.container());
    BlobProperties found = container.getBlobClient("large/packs/a").getProperties();
    assertArrayEquals(Md5.of(ByteBuffer.wrap(bytes)), found.getContentMd5());
    assertEquals(5, blocks(container, "large/packs/a"), "16 MiB each, and the odd byte");
    assertEquals(
        1,
        container.listBlobs().stream().filter(b -> b.getName().startsWith("large/")).count(),
        "the probe is gone");
  }

  @Test
  void probesAreNotListed() throws Exception {
    AzureConfig here = Azurite.below(config, "probes/");
    try (AzureStore store = new AzureStore(here)) {
      put(store, NAME.value());
      put(store, ConditionProbe.NAME + "left-behind");
      assertEquals(List.of("packs/a"), names(store, 100));
    }
  }

  @Test
  void manyObjectsArePagedAndDeletedTogether() throws Exception {
    List<ObjectName> names =
        IntStream.range(0, 1_100).mapToObj(i -> new ObjectName("many/%04d".formatted(i))).toList();
    AzureConfig here = Azurite.below(config, "pages/");
    try (AzureStore store = new AzureStore(here)) {
      put(store, "other");
      try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
        threads.invokeAll(names.stream().map(name -> putting(store, name.value())).toList());
      }
      List<String> all = new ArrayList<>(names.stream().map(ObjectName::value).toList());
      all.add("other");
      assertEquals(all, names(store, 10_000));
      List<ObjectName> doomed = new ArrayList<>(names);
      doomed.add(new ObjectName("many/none"));
      store.delete(doomed, Purpose.PRUNE);
      assertEquals(List.of("other"), names(store, 10_000));
    }
  }

  @Test
  void tiersAreSet() throws Exception {
    AzureConfig here =
        new AzureConfig(
            "cloud",
            config.account(),
            config.container(),
            "tiers/",
            config.access(),
            Optional.of(AzureTier.COOL),
            1 << 20,
            1 << 20,
            config.connectTimeout(),
            config.idleTimeout());
    try (AzureStore store = new AzureStore(here)) {
      put(store, "small");
      store.put(
          new ObjectName("large"),
          ObjectContent.of(new byte[3 << 20]),
          PutCondition.ANY,
          Purpose.BACKUP);
    }
    BlobContainerClient container = server.container(config.container());
    for (String name : List.of("tiers/small", "tiers/large")) {
      assertEquals(
          AccessTier.COOL, container.getBlobClient(name).getProperties().getAccessTier(), name);
    }
  }

  @Test
  void aWrongKeyIsRefused() {
    AzureConfig wrong =
        server.config(
            config.container(),
            new AzureCredential.AccountKey(Secret.ofUtf8("d3Jvbmc=".toCharArray())));
    assertAllRefused(wrong, Kind.DENIED, "refuses the account key");
  }

  @Test
  void aMissingContainerIsTold() {
    AzureConfig missing = server.config("nosuchcontainer", config.access().credential());
    assertAllRefused(missing, Kind.NOT_FOUND, "has no container nosuchcontainer");
  }

  @Test
  void anExpiredTokenIsRefused() throws StoreException {
    AzureConfig expired = withToken("racwdl", OffsetDateTime.now(ZoneOffset.UTC).minusHours(1));
    assertAllRefused(expired, Kind.DENIED, "the SAS token has expired");
  }

  @Test
  void aTokenDoesWhatItMay() throws Exception {
    AzureConfig all =
        Azurite.below(withToken("racwdl", OffsetDateTime.now(ZoneOffset.UTC).plusHours(1)), "sas/");
    try (AzureStore store = new AzureStore(all)) {
      put(store, "a");
      put(store, "b");
      put(store, "c");
      assertEquals(List.of("a", "b", "c"), names(store, 10));
      store.delete(List.of(new ObjectName("a"), new ObjectName("b")), Purpose.PRUNE);
      assertEquals(List.of("c"), names(store, 10));
    }
    AzureConfig some =
        Azurite.below(withToken("r", OffsetDateTime.now(ZoneOffset.UTC).plusHours(1)), "sas/");
    try (AzureStore store = new AzureStore(some)) {
      assertEquals(
          Optional.of(3L), store.stat(new ObjectName("c"), Purpose.VERIFY).map(ObjectStat::length));
      assertFails(Kind.DENIED, "the SAS token may not do this", () -> names(store, 10));
      assertFails(Kind.DENIED, "the SAS token may not do this", () -> put(store, "d"));
    }
  }

  private static AzureConfig withToken(String permissions, OffsetDateTime expiry)
      throws StoreException {
    String token =
        server
            .container(config.container())
            .generateSas(
                new BlobServiceSasSignatureValues(
                    expiry, BlobContainerSasPermission.parse(permissions)));
    StoreSettings settings =
        new StoreSettings(
            "cloud",
            URI.create("azblob://%s/%s".formatted(config.account(), config.container())),
            Map.of("endpoint", server.endpoint().toString(), "sas-token", token));
    return AzureConfig.of(settings, Map.of());
  }

  private static void assertAllRefused(AzureConfig config, Kind kind, String words) {
    try (AzureStore store = new AzureStore(config)) {
      assertFails(kind, words, () -> put(store, "a"));
      assertFails(
          kind,
          words,
          () ->
              store.put(
                  NAME, ObjectContent.of(new byte[3]), PutCondition.IF_ABSENT, Purpose.BACKUP));
      assertFails(kind, words, () -> store.get(NAME, ByteRange.ALL, Purpose.RESTORE));
      assertFails(kind, words, () -> store.stat(NAME, Purpose.VERIFY));
      assertFails(kind, words, () -> names(store, 10));
      assertFails(kind, words, () -> store.delete(List.of(NAME), Purpose.PRUNE));
      assertFails(
          kind, words, () -> store.delete(List.of(NAME, new ObjectName("b")), Purpose.PRUNE));
    }
  }

  private static void assertFails(Kind kind, String words, Executable call) {
    StoreException failure = assertThrows(StoreException.class, call);
    String message = String.valueOf(failure.getMessage());
    assertEquals(kind, failure.kind(), message);
    assertTrue(message.contains(words), message);
    assertFalse(message.contains("sig=") || message.contains("\n"), message);
  }

  private static void put(AzureStore store, String name) throws StoreException {
    store.put(
        new ObjectName(name), ObjectContent.of(new byte[3]), PutCondition.ANY, Purpose.BACKUP);
  }

  private static Callable<String> putting(AzureStore store, String name) {
    return () -> {
      put(store, name);
      return name;
    };
  }

  private static List<String> names(AzureStore store, int limit) throws StoreException {
    List<String> names = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      ListPage page = store.list("", next, limit, Purpose.VERIFY);
      page.objects().forEach(object -> names.add(object.name().value()));
      next = page.next();
    } while (next.isPresent());
    return names;
  }

  private static int blocks(BlobContainerClient container, String name) {
    return container
        .getBlobClient(name)
        .getBlockBlobClient()
        .listBlocks(BlockListType.COMMITTED)
        .getCommittedBlocks()
        .size();
  }
}

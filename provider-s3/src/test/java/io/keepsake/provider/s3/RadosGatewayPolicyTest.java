package io.keepsake.provider.s3;

import static io.keepsake.testkit.storage.StoreCases.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.LockMode;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.Retention;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.Attribution;
import io.keepsake.core.vault.BackupRequest;
import io.keepsake.core.vault.BackupRequest.Comparison;
import io.keepsake.core.vault.BackupResult;
import io.keepsake.core.vault.BackupSources;
import io.keepsake.core.vault.BackupSources.Boundary;
import io.keepsake.core.vault.ForgetResult;
import io.keepsake.core.vault.LockReport;
import io.keepsake.core.vault.LockRequest;
import io.keepsake.core.vault.LockRequest.Action;
import io.keepsake.core.vault.ProviderLocks;
import io.keepsake.core.vault.RestoreRequest;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultKey;
import io.keepsake.core.vault.VaultLocks;
import io.keepsake.core.vault.VaultRetention;
import io.keepsake.core.vault.VaultSettings;
import io.keepsake.core.vault.VerifyRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The policies of {@code docs/guides/immutability.md}, as they stand there, on Ceph: each lets its
 * principal do its task and nothing that it should not, in a bucket with object lock.
 */
@Timeout(300)
final class RadosGatewayPolicyTest {

  private static final Path PAGE = Path.of("../docs/guides/immutability.md");
  private static final List<String> PRINCIPALS =
      List.of("backup", "restore", "prune", "lock", "monitor");
  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":\
      ["arn:aws:iam:::user/keepsake"]},"Action":["sts:AssumeRole"]}]}\
      """;
  private static final Plugins PLUGINS = Plugins.installed();
  private static final VaultListener NOBODY = event -> {};

  @TempDir private static Path directory;
  private static RadosGateway gateway;
  private static Path source;

  @BeforeAll
  static void start() throws Exception {
    gateway = RadosGateway.start(directory);
    gateway.createLockingBucket(Servers.BUCKET);
    String page = Files.readString(PAGE);
    for (String principal : PRINCIPALS) {
      String role = "--role-name=" + principal;
      gateway.administer("role", "create", role, "--assume-role-policy-doc=" + TRUST);
      gateway.administer(
          "role-policy",
          "put",
          role,
          "--policy-name=guide",
          "--policy-doc=" + policy(page, principal));
    }
    source = Files.createDirectories(directory.resolve("source"));
    Files.write(source.resolve("film.mov"), bytes(3 << 20, 1));
    Vault.create(settings("owner", "2h"), key(), PLUGINS, NOBODY).close();
    backUp("backup"); // as who can only do that
  }

  @AfterAll
  static void stop() {
    if (gateway != null) {
      gateway.close();
    }
  }

  private static String policy(String page, String principal) {
    Matcher found =
        Pattern.compile("### S3: " + principal + "\\n.*?```json\\n(.*?)```", Pattern.DOTALL)
            .matcher(page);
    assertTrue(found.find(), "the page has no policy for " + principal);
    return found.group(1).replaceAll("\\s+", "");
  }

  private static Map<String, String> options(String principal, String time) {
    Map<String, String> options =
        new HashMap<>(
            Map.of(
                "endpoint",
                gateway.endpoint().toString(),
                "region",
                "us-east-1",
                "access-key-id",
                RadosGateway.ACCESS_KEY_ID,
                "secret-access-key",
                RadosGateway.SECRET_ACCESS_KEY,
                "object-lock",
                "compliance",
                "lock-for",
                time));
    if (!principal.equals("owner")) {
      options.put("role-arn", "arn:aws:iam:::role/" + principal);
    }
    return options;
  }

  private static StoreSettings place(String principal, String time) {
    URI url = URI.create("s3://" + Servers.BUCKET + "/keepsake");
    return new StoreSettings("ceph", url, options(principal, time));
  }

  private static VaultSettings settings(String principal, String time) {
    return VaultSettings.of(List.of(place(principal, time)));
  }

  private static VaultKey key() {
    return new VaultKey.KeyFile(Secret.copyOf(new byte[32]));
  }

  private static Vault open(String principal) throws IOException {
    return Vault.open(settings(principal, "2h"), key(), PLUGINS, NOBODY);
  }

  private static ObjectStore store(String principal) throws StoreException {
    return new S3StoreProvider().open(place(principal, "2h"));
  }

  private static BackupResult backUp(String principal) throws IOException {
    try (Vault vault = open(principal)) {
      return vault.backup(
          new BackupRequest(
              BackupSources.files(List.of(source), List.of(), Boundary.NONE),
              "host",
              "user",
              Map.of(),
              Comparison.NONE),
          NOBODY);
    }
  }

  @Test
  void whoBacksUpCanNeitherDeleteNorUnlock() throws Exception {
    Files.write(source.resolve("new.mov"), bytes(70 << 20, 2));
    assertTrue(backUp("backup").complete());
    try (ObjectStore store = store("backup")) {
      ObjectName pack = first(store, "packs/");
      assertRefused(() -> store.delete(List.of(pack), Purpose.PRUNE));
      Retention lock = store.locks().orElseThrow().read(pack, Purpose.VERIFY).orElseThrow();
      assertEquals(LockMode.COMPLIANCE, lock.mode());
      Retention shorter = new Retention(lock.mode(), lock.until().minusSeconds(600));
      assertRefused(() -> store.locks().orElseThrow().lock(pack, shorter, Purpose.REPAIR));
      assertRefused(() -> store.locks().orElseThrow().hidden(Optional.empty(), Purpose.VERIFY));
    }
    Map<String, String> plain = options("backup", "2h");
    plain.remove("object-lock");
    plain.remove("lock-for");
    try (ObjectStore store = gateway.open(Servers.BUCKET, "keepsake", plain)) {
      ObjectName pack = first(store, "packs/");
      assertRefused(() -> store.delete(List.of(pack), Purpose.PRUNE)); // nor hide
    }
  }

  @Test
  void whoRestoresCanOnlyRead() throws Exception {
    Path target = directory.resolve("restored");
    try (Vault vault = open("restore")) {
      vault.restore(RestoreRequest.all(vault.snapshot("latest").id(), target), NOBODY);
    }
    Path film = target.resolve(source.getRoot().relativize(source)).resolve("film.mov");
    assertEquals(-1, Files.mismatch(source.resolve("film.mov"), film));
    try (ObjectStore store = store("restore")) {
      assertCannotWrite(store);
      assertRefused(() -> lock(store, "keepsake.json"));
    }
  }

  @Test
  void whoExtendsLocksCanReadNoData() throws Exception {
    ProviderLocks before = look("monitor", "2h");
    LockRequest request = new LockRequest(Action.EXTEND, Optional.empty(), Optional.empty());
    LockReport report = VaultLocks.run(settings("lock", "6h"), request, PLUGINS, NOBODY);
    assertTrue(report.isWell(), report::toString);
    ProviderLocks done = report.providers().getFirst();
    assertEquals(done.objects(), done.extended());
    assertTrue(done.soonest().orElseThrow().isAfter(Instant.now().plusSeconds(5 * 3600)));
    assertTrue(before.soonest().orElseThrow().isBefore(done.soonest().orElseThrow()));
    assertEquals(0, look("monitor", "6h").lacking());
    try (ObjectStore store = store("lock")) {
      assertCannotWrite(store);
      assertCannotReadData(store);
    }
  }

  @Test
  void whoWatchesCanLookAndNoMore() throws Exception {
    ProviderLocks found = look("monitor", "2h");
    assertEquals(Optional.empty(), found.problem());
    assertEquals(0, found.unlocked());
    assertEquals(0, found.hiddenCount());
    assertTrue(found.compliance() > 3, found::toString);
    try (ObjectStore store = store("monitor")) {
      assertTrue(store.stat(new ObjectName("keepsake.json"), Purpose.PROBE).isPresent());
      try (ObjectStore whole = store("owner")) {
        assertEquals(whole.capabilities(), store.capabilities());
      }
      assertCannotWrite(store);
      assertCannotReadData(store);
      assertRefused(() -> lock(store, "keepsake.json"));
    }
  }

  /** Whoever may delete is stopped by the lock alone; what is not locked goes. */
  @Test
  void whoPrunesIsStoppedByTheLockAlone() throws Exception {
    BackupResult backup = backUp("backup");
    try (Vault vault = open("prune")) {
      ForgetResult result =
          new VaultRetention(vault, NOBODY)
              .forget(
                  List.of(backup.snapshot().id()), new Attribution("host", "user", "a mistake"));
      assertEquals(List.of(backup.snapshot().id()), result.forgotten());
      String pending = String.valueOf(result.pending().get("ceph"));
      assertTrue(pending.contains("locked in compliance mode until"), pending);
    }
    ObjectName loose = new ObjectName("claims/loose");
    try (ObjectStore store = store("prune")) {
      put(store, loose.value());
      store.delete(List.of(loose), Purpose.PRUNE);
      assertTrue(store.stat(loose, Purpose.VERIFY).isEmpty());
      StoreException refused =
          assertRefused(() -> store.delete(List.of(first(store, "packs/")), Purpose.PRUNE));
      String message = String.valueOf(refused.getMessage());
      assertTrue(message.contains("locked in compliance mode until"), message);
    }
  }

  /** Somebody who may delete, and does so past Keepsake: nothing is lost, and it is noticed. */
  @Test
  void whatIsDeletedInSpiteOfItsLockIsHiddenAndFound() throws Exception {
    Map<String, String> plain = options("prune", "2h");
    plain.remove("object-lock");
    plain.remove("lock-for");
    ObjectName pack;
    try (ObjectStore store = gateway.open(Servers.BUCKET, "keepsake", plain)) {
      pack = first(store, "packs/");
      store.delete(List.of(pack), Purpose.PRUNE);
      assertTrue(store.stat(pack, Purpose.VERIFY).isEmpty());
    }
    ProviderLocks found = look("monitor", "2h");
    assertEquals(1, found.hiddenCount());
    assertEquals(List.of(pack), found.hidden());
    gateway.asOwner(client -> removeMarker(client, "keepsake/" + pack));
    assertEquals(0, look("monitor", "2h").hiddenCount());
    try (Vault vault = open("restore")) {
      VerifyRequest request = new VerifyRequest(VerifyRequest.Depth.DATA, 100);
      assertTrue(vault.verify(request, NOBODY).sound());
    }
  }

  private static boolean removeMarker(S3Client client, String key) {
    client
        .listObjectVersions(list -> list.bucket(Servers.BUCKET).prefix(key))
        .deleteMarkers()
        .forEach(
            marker ->
                client.deleteObject(
                    delete ->
                        delete.bucket(Servers.BUCKET).key(key).versionId(marker.versionId())));
    return true;
  }

  private static ProviderLocks look(String principal, String time) throws IOException {
    LockRequest request = new LockRequest(Action.LOOK, Optional.empty(), Optional.empty());
    return VaultLocks.run(settings(principal, time), request, PLUGINS, NOBODY)
        .providers()
        .getFirst();
  }

  private static ObjectName first(ObjectStore store, String prefix) throws StoreException {
    return store.list(prefix, Optional.empty(), 1, Purpose.VERIFY).objects().getFirst().name();
  }

  private static void put(ObjectStore store, String name) throws StoreException {
    store.put(
        new ObjectName(name), ObjectContent.of(bytes(9, 1)), PutCondition.ANY, Purpose.BACKUP);
  }

  private static void lock(ObjectStore store, String name) throws StoreException {
    Retention longer = new Retention(LockMode.COMPLIANCE, Instant.now().plusSeconds(9 * 3600));
    store.locks().orElseThrow().lock(new ObjectName(name), longer, Purpose.REPAIR);
  }

  private static void assertCannotWrite(ObjectStore store) throws StoreException {
    ObjectName pack = first(store, "packs/");
    assertRefused(() -> put(store, "packs/new"));
    assertRefused(() -> store.delete(List.of(pack), Purpose.PRUNE));
  }

  private static void assertCannotReadData(ObjectStore store) throws StoreException {
    ObjectName pack = first(store, "packs/");
    assertRefused(() -> store.get(pack, ByteRange.ALL, Purpose.RESTORE).close());
  }

  private static StoreException assertRefused(Executable call) {
    StoreException refused = assertThrows(StoreException.class, call);
    assertEquals(Kind.DENIED, refused.kind(), refused::toString);
    return refused;
  }
}

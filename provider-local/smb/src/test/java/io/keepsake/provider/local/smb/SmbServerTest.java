package io.keepsake.provider.local.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import io.keepsake.testkit.smb.SambaServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers set up in other ways, restarted, with full disks, and logins that they refuse. */
@Timeout(120)
final class SmbServerTest {

  private static final ObjectName NAME = new ObjectName("packs/ab/abcd");

  @TempDir private Path directory;

  private static ObjectStore open(SambaServer server, String place, Map<String, String> options)
      throws StoreException {
    return new SmbStoreProvider().open(SmbContractTest.settings(server.port(), place, options));
  }

  private static String refusal(Kind kind, SambaServer server, Map<String, String> options) {
    StoreException failure =
        assertThrows(StoreException.class, () -> open(server, "vault", options).close());
    assertEquals(kind, failure.kind(), failure::toString);
    return String.valueOf(failure.getMessage());
  }

  private static void put(ObjectStore store, ObjectName name, int length) throws StoreException {
    store.put(name, ObjectContent.of(new byte[length]), PutCondition.ANY, Purpose.BACKUP);
  }

  private static List<String> names(ObjectStore store) throws StoreException {
    ListPage page = store.list("", Optional.empty(), 1_000, Purpose.VERIFY);
    return page.objects().stream().map(ObjectStat::name).map(ObjectName::value).toList();
  }

  @Test
  void aWrongPasswordIsToldAndNotRepeated() throws Exception {
    try (SambaServer server = SambaServer.start(directory)) {
      String told = refusal(Kind.DENIED, server, Map.of("password", "wrong-horse"));
      assertTrue(told.contains("does not let user 'eva' in: check the user"), told);
      assertFalse(told.contains("wrong-horse"), told);
    }
  }

  @Test
  void encryptionThatIsRequiredIsNotDoneWithout() throws Exception {
    try (SambaServer server =
        SambaServer.start(directory, "[global]", "server max protocol = SMB2_10")) {
      String told = refusal(Kind.INVALID, server, Map.of("encrypt", "required"));
      assertTrue(told.contains("cannot encrypt"), told);
    }
  }

  @Test
  void aServerThatEncryptsOnlyIsUsedSo() throws Exception {
    try (SambaServer server =
            SambaServer.start(directory, "[global]", "server smb encrypt = required");
        ObjectStore store = open(server, "vault", Map.of())) {
      put(store, NAME, 100_000);
      assertEquals(List.of(NAME.value()), names(store));
    }
  }

  @Test
  void aServerWithoutSmb2IsTold() throws Exception {
    try (SambaServer server =
        SambaServer.start(
            directory, "[global]", "server min protocol = NT1", "server max protocol = NT1")) {
      String told = refusal(Kind.UNAVAILABLE, server, Map.of());
      assertTrue(told.contains("check that SMB 2.1 or later is spoken"), told);
    }
  }

  /** The server takes whom it does not know for a guest: nothing would be signed. */
  @Test
  void aGuestIsLetInOnlyIfTheUserAllowsIt() throws Exception {
    try (SambaServer server =
        SambaServer.start(
            directory,
            "guest ok = yes",
            "force user = root",
            "[global]",
            "map to guest = bad user",
            "guest account = root")) {
      URI url = URI.create("smb://nobody@127.0.0.1:%d/files/vault".formatted(server.port()));
      StoreSettings settings = new StoreSettings("nas", url, Map.of("password", "x"));
      StoreException failure =
          assertThrows(StoreException.class, () -> new SmbStoreProvider().open(settings).close());
      assertEquals(Kind.DENIED, failure.kind(), failure::toString);
      assertTrue(failure.getMessage().contains("for a guest"), failure::toString);
      URI anybody = URI.create("smb://127.0.0.1:%d/files/vault".formatted(server.port()));
      try (ObjectStore store =
          new SmbStoreProvider()
              .open(new StoreSettings("nas", anybody, Map.of("guest", "allowed")))) {
        put(store, NAME, 10);
        assertEquals(List.of(NAME.value()), names(store));
      }
    }
  }

  @Test
  void aShareThatIsReadOnlyIsToldSo() throws Exception {
    try (SambaServer server = SambaServer.start(directory, "read only = yes");
        ObjectStore store = open(server, "", Map.of())) {
      Files.createDirectories(server.files().resolve("packs/ab"));
      Files.write(server.files().resolve("packs/ab/abcd"), new byte[10]);
      assertEquals(List.of(NAME.value()), names(store));
      StoreException denied = assertThrows(StoreException.class, () -> put(store, NAME, 10));
      assertEquals(Kind.DENIED, denied.kind(), denied::toString);
      denied = assertThrows(StoreException.class, () -> store.delete(List.of(NAME), Purpose.PRUNE));
      assertEquals(Kind.DENIED, denied.kind(), denied::toString);
      assertTrue(denied.getMessage().contains("let the user read and write"), denied::toString);
    }
  }

  @Test
  void aDirectoryIsNotMadeWhereItsParentIsMissing() throws Exception {
    try (SambaServer server = SambaServer.start(directory)) {
      StoreException failure =
          assertThrows(StoreException.class, () -> open(server, "disk/vault", Map.of()).close());
      assertEquals(Kind.UNAVAILABLE, failure.kind(), failure::toString);
      assertTrue(failure.getMessage().contains("no directory /files/disk"), failure::toString);
    }
  }

  @Test
  void aRestartedServerCostsNoCall() throws Exception {
    try (SambaServer server = SambaServer.start(directory);
        ObjectStore store = open(server, "vault", Map.of())) {
      put(store, NAME, 10);
      server.stop();
      StoreException down = assertThrows(StoreException.class, () -> names(store));
      assertEquals(Kind.UNAVAILABLE, down.kind(), down::toString);
      server.restart();
      assertEquals(List.of(NAME.value()), names(store));
    }
  }

  /** As most servers have it: two such names are one file, the one that was there first. */
  @Test
  void namesThatDifferInCaseOnlyAreOne() throws Exception {
    try (SambaServer server = SambaServer.start(directory);
        ObjectStore store = open(server, "vault", Map.of())) {
      put(store, new ObjectName("packs/ab"), 10);
      StoreException taken =
          assertThrows(
              StoreException.class,
              () ->
                  store.put(
                      new ObjectName("packs/AB"),
                      ObjectContent.of(new byte[20]),
                      PutCondition.IF_ABSENT,
                      Purpose.BACKUP));
      assertEquals(Kind.ALREADY_EXISTS, taken.kind(), taken::toString);
      assertEquals(List.of("packs/ab"), names(store));
    }
  }

  @Test
  void aFullDiskIsQuota() throws Exception {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    assumeTrue(
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString())
                .start()
                .waitFor()
            == 0,
        "NOT TESTED: mounting a tmpfs needs root on Linux");
    Path own = Files.createDirectory(directory.resolve("samba"));
    try (SambaServer server = SambaServer.start(own, "path = " + disk);
        ObjectStore store = open(server, "vault", Map.of())) {
      StoreException full = assertThrows(StoreException.class, () -> put(store, NAME, 5_000_000));
      assertEquals(Kind.QUOTA, full.kind(), full::toString);
      put(store, NAME, 2_000_000); // what the failed put had taken is free again
      assertTrue(store.usage(Purpose.PROBE).availableBytes().orElseThrow() < 4_000_000, "too much");
    } finally {
      new ProcessBuilder("umount", "-l", disk.toString()).start().waitFor();
    }
  }
}

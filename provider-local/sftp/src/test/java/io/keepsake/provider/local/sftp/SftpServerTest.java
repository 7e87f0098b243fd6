package io.keepsake.provider.local.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keepsake.core.spi.storage.Capability;
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
import io.keepsake.testkit.ssh.OpenSshServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Servers set up in other ways, and disks in trouble. */
final class SftpServerTest {

  private static final ObjectName NAME = new ObjectName("packs/ab/abcd");

  @TempDir private Path directory;
  @TempDir private Path temporary;

  @Test
  void aServerThatOffersOnlySftpIsEnough() throws Exception {
    try (OpenSshServer server = OpenSshServer.start(directory, "ForceCommand internal-sftp");
        ObjectStore store = open(server, temporary.resolve("store").toString())) {
      put(store, 100_000, PutCondition.IF_ABSENT);
      assertEquals(List.of(NAME.value()), names(store));
    }
  }

  @Test
  void aServerWithoutSftpIsToldAsSuch() throws Exception {
    try (OpenSshServer server = OpenSshServer.start(directory, "Subsystem other /bin/true")) {
      StoreException failure =
          assertThrows(StoreException.class, () -> open(server, temporary + "/store").close());
      assertTrue(
          failure.kind() == Kind.UNAVAILABLE || failure.kind() == Kind.DENIED, failure::toString);
    }
  }

  @Test
  void aPathMayBeginAtHome() throws Exception {
    // Of internal-sftp, the start directory stands for the home.
    try (OpenSshServer server =
            OpenSshServer.start(directory, "ForceCommand internal-sftp -d " + temporary);
        ObjectStore store = open(server, "/~/store")) {
      put(store, 10, PutCondition.ANY);
      assertTrue(store.location().endsWith("/~/store"), store.location());
    }
    assertEquals(10, Files.size(temporary.resolve("store/packs/ab/abcd")));
  }

  @Test
  void linksThatAreRefusedAreNotClaimed() throws Exception {
    try (OpenSshServer server =
            OpenSshServer.start(directory, "ForceCommand internal-sftp -P hardlink");
        ObjectStore store = open(server, temporary.resolve("store").toString())) {
      put(store, 10, PutCondition.IF_ABSENT);
      assertFalse(store.capabilities().contains(Capability.CONDITIONAL_PUT));
      StoreException taken =
          assertThrows(StoreException.class, () -> put(store, 20, PutCondition.IF_ABSENT));
      assertEquals(Kind.ALREADY_EXISTS, taken.kind(), taken::toString);
      assertEquals(10, store.stat(NAME, Purpose.VERIFY).orElseThrow().length());
      assertEquals(List.of(), leftovers());
    }
  }

  @Test
  void aUserWhoMayOnlyReadIsToldSo() throws Exception {
    Path file = Files.createDirectories(temporary.resolve("store/packs/ab")).resolve("abcd");
    Files.write(file, new byte[10]);
    try (OpenSshServer server = OpenSshServer.start(directory, "ForceCommand internal-sftp -R");
        ObjectStore store = open(server, temporary.resolve("store").toString())) {
      assertEquals(List.of(NAME.value()), names(store));
      assertNotPermitted("store " + NAME, () -> put(store, 10, PutCondition.ANY));
      assertNotPermitted("delete " + NAME, () -> store.delete(List.of(NAME), Purpose.PRUNE));
    }
    assertEquals(10, Files.size(file));
  }

  @Test
  void aUserWhoMayNotListIsToldSo() throws Exception {
    try (OpenSshServer server =
            OpenSshServer.start(directory, "ForceCommand internal-sftp -P opendir");
        ObjectStore store = open(server, temporary.resolve("store").toString())) {
      put(store, 10, PutCondition.ANY);
      assertNotPermitted("list ''", () -> names(store));
    }
  }

  private static void assertNotPermitted(String asked, Executable call) {
    StoreException failure = assertThrows(StoreException.class, call);
    String message = String.valueOf(failure.getMessage());
    assertEquals(Kind.DENIED, failure.kind(), message);
    assertTrue(message.startsWith("Provider nas could not " + asked + ": "), message);
    assertTrue(message.contains("the server does not permit it (Permission denied)"), message);
    assertTrue(message.contains("let its user read and write"), message);
  }

  @Test
  void freeSpaceIsThatOfTheServersDisk() throws Exception {
    try (OpenSshServer server = OpenSshServer.start(directory);
        ObjectStore store = open(server, temporary.resolve("store").toString())) {
      long told = store.usage(Purpose.PROBE).availableBytes().orElseThrow();
      long here = Files.getFileStore(temporary).getUsableSpace();
      assertTrue(Math.abs(told - here) < here / 10 + (64 << 20), told + " and not " + here);
    }
  }

  @Test
  void aFullDiskIsQuotaAndAReadOnlyOneIsDenied() throws Exception {
    Path disk = Files.createDirectory(temporary.resolve("disk"));
    assumeTrue(
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString())
                .start()
                .waitFor()
            == 0,
        "NOT TESTED: mounting a tmpfs needs root on Linux");
    try (OpenSshServer server = OpenSshServer.start(directory);
        ObjectStore store = open(server, disk.resolve("store").toString())) {
      StoreException full =
          assertThrows(StoreException.class, () -> put(store, 5_000_000, PutCondition.ANY));
      assertEquals(Kind.QUOTA, full.kind(), full::toString);
      put(store, 2_000_000, PutCondition.ANY); // what the failed put had taken is free again
      assertEquals(
          0, store.usage(Purpose.PROBE).availableBytes().orElseThrow() / 4_000_000, "too much");
      OpenSshServer.run("mount", "-o", "remount,ro", disk.toString());
      StoreException denied =
          assertThrows(StoreException.class, () -> store.delete(List.of(NAME), Purpose.PRUNE));
      assertEquals(Kind.DENIED, denied.kind(), denied::toString);
      assertTrue(denied.getMessage().contains("read-only"), denied::toString);
      denied = assertThrows(StoreException.class, () -> put(store, 10, PutCondition.ANY));
      assertEquals(Kind.DENIED, denied.kind(), denied::toString);
    } finally {
      OpenSshServer.run("umount", disk.toString());
    }
  }

  private List<Path> leftovers() throws Exception {
    try (Stream<Path> all = Files.list(temporary.resolve("store/.keepsake-tmp"))) {
      return all.toList();
    }
  }

  private static ObjectStore open(OpenSshServer server, String path) throws StoreException {
    URI url = URI.create("sftp://127.0.0.1:%d%s".formatted(server.port(), path));
    Map<String, String> options =
        Map.of(
            "private-key-file", server.userKey().toString(),
            "known-hosts-file", server.knownHosts().toString());
    return new SftpStoreProvider().open(new StoreSettings("nas", url, options));
  }

  private static void put(ObjectStore store, int length, PutCondition condition)
      throws StoreException {
    store.put(NAME, ObjectContent.of(new byte[length]), condition, Purpose.BACKUP);
  }

  private static List<String> names(ObjectStore store) throws StoreException {
    ListPage page = store.list("", Optional.empty(), 1_000, Purpose.VERIFY);
    return page.objects().stream().map(ObjectStat::name).map(ObjectName::value).toList();
  }
}

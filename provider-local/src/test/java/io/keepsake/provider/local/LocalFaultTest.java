package io.keepsake.provider.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full, read-only, gone or left in a mess. */
final class LocalFaultTest {

  private static final ObjectName NAME = new ObjectName("packs/ab/abcd");

  @TempDir Path temporary;

  @Test
  void aFullDiskIsQuotaAndLeavesNothing() throws Exception {
    try (Mount mount = Mount.of(temporary, "2m");
        LocalStore store = open(mount.point())) {
      put(store, new ObjectName("small"), 100_000);
      StoreException failure = assertFails(Kind.QUOTA, () -> put(store, NAME, 5_000_000));
      assertTrue(failure.getMessage().contains("no room is left"), failure.getMessage());
      assertEquals(Optional.empty(), store.stat(NAME, Purpose.VERIFY));
      assertEquals(List.of("small"), names(store));
      put(store, NAME, 1_000_000); // what the failed put had taken is free again
    }
  }

  @Test
  void aReadOnlyFileSystemIsDeniedForWritingOnly() throws Exception {
    try (Mount mount = Mount.of(temporary, "2m");
        LocalStore store = open(temporary)) {
      put(store, NAME, 10);
      mount.makeReadOnly();
      assertFails(Kind.DENIED, () -> put(store, new ObjectName("a"), 10));
      assertFails(Kind.DENIED, () -> store.delete(List.of(NAME), Purpose.PRUNE));
      assertEquals(10, store.stat(NAME, Purpose.VERIFY).orElseThrow().length());
    }
  }

  @Test
  void aDirectoryWithoutPermissionIsDenied() throws Exception {
    assumeFalse(
        System.getProperty("user.name").equals("root"),
        "SKIPPED, NOT TESTED: root may write to every directory");
    Path root = Files.createDirectory(temporary.resolve("root"));
    try (LocalStore store = open(root)) {
      assertTrue(root.toFile().setWritable(false));
      StoreException failure = assertFails(Kind.DENIED, () -> put(store, NAME, 10));
      assertTrue(failure.getMessage().contains("permissions"), failure.getMessage());
    } finally {
      assertTrue(root.toFile().setWritable(true));
    }
  }

  @Test
  void anUnmountedDiskIsUnavailableAndTheMountPointStaysEmpty() throws Exception {
    try (Mount mount = Mount.of(temporary, "2m");
        LocalStore store = open(temporary)) {
      put(store, NAME, 10);
      mount.unmount();
      assertGone(store);
      assertEquals(0, temporary.toFile().list().length, "written into the empty mount point");
    }
  }

  @Test
  void aVanishedRootIsUnavailableAndNotCreatedAgain() throws Exception {
    Path root = temporary.resolve("root");
    try (LocalStore store = open(root)) {
      assertEquals(List.of(), names(store));
      put(store, NAME, 10);
      Files.move(root, temporary.resolve("elsewhere"));
      assertGone(store);
      assertTrue(Files.notExists(root), "the root was created again");
      Files.move(temporary.resolve("elsewhere"), root);
      assertEquals(List.of(NAME.value()), names(store));
    }
  }

  @Test
  void aRootInAMissingDirectoryIsUnavailable() {
    StoreException failure =
        assertFails(Kind.UNAVAILABLE, () -> open(temporary.resolve("no/root")).close());
    assertTrue(failure.getMessage().contains("connect the disk"), failure.getMessage());
    assertTrue(Files.notExists(temporary.resolve("no")));
  }

  @Test
  void aRootThatIsAFileIsInvalid() throws Exception {
    Path file = Files.createFile(temporary.resolve("file"));
    assertFails(Kind.INVALID, () -> open(file).close());
  }

  @Test
  void aDirectoryRemovedMeanwhileIsMadeAgain() throws Exception {
    try (LocalStore store = open(temporary)) {
      put(store, NAME, 10);
      store.delete(List.of(NAME), Purpose.PRUNE);
      Files.delete(temporary.resolve("packs/ab"));
      Files.delete(temporary.resolve("packs"));
      put(store, NAME, 11);
      assertEquals(11, store.stat(NAME, Purpose.VERIFY).orElseThrow().length());
    }
  }

  @Test
  void leftoversAreNotListedAndGoAfterADay() throws Exception {
    Path area = Files.createDirectory(temporary.resolve(LocalRoot.TEMPORARY));
    Path old = Files.writeString(area.resolve("old"), "half an object");
    Path recent = Files.writeString(area.resolve("recent"), "being written elsewhere");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    Files.setLastModifiedTime(recent, FileTime.from(Instant.now().minus(Duration.ofHours(23))));
    try (LocalStore store = open(temporary)) {
      assertEquals(List.of(), names(store));
      put(store, NAME, 10);
      assertTrue(Files.notExists(old), "an old leftover stayed");
      assertTrue(Files.exists(recent), "a file in use was removed");
      assertEquals(List.of(NAME.value()), names(store));
      ObjectName inside = new ObjectName(LocalRoot.TEMPORARY + "/recent");
      assertFails(Kind.INVALID, () -> put(store, inside, 1));
    }
  }

  @Test
  void aWriterKilledMidwayLeavesNothingVisible() throws Exception {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                KilledWriter.class.getName(),
                temporary.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (InputStream out = writer.getInputStream()) {
      assertEquals('h', out.read(), "the writer did not get half-way");
    } finally {
      writer.destroyForcibly().waitFor();
    }
    try (LocalStore store = open(temporary);
        Stream<Path> leftovers = Files.list(temporary.resolve(LocalRoot.TEMPORARY))) {
      assertEquals(1, leftovers.count(), "the writer had nothing on its way");
      assertEquals(List.of(), names(store));
      assertEquals(Optional.empty(), store.stat(KilledWriter.NAME, Purpose.VERIFY));
      put(store, KilledWriter.NAME, 10);
      try (InputStream in = store.get(KilledWriter.NAME, ByteRange.ALL, Purpose.RESTORE)) {
        assertArrayEquals(new byte[10], in.readAllBytes());
      }
    }
  }

  private static String classPath() throws Exception {
    return String.join(
        System.getProperty("path.separator"),
        place(KilledWriter.class, "test-classes"),
        place(LocalStore.class, "classes"),
        place(ObjectName.class, ""));
  }

  /** Where a class is; patched modules tell the place of the main classes for tests too. */
  private static String place(Class<?> type, String directory) throws Exception {
    Path place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    return (directory.isEmpty() ? place : place.resolveSibling(directory)).toString();
  }

  private static void assertGone(LocalStore store) {
    StoreException failure = assertFails(Kind.UNAVAILABLE, () -> put(store, NAME, 10));
    assertTrue(failure.getMessage().contains("since the store was opened"), failure.getMessage());
    assertFails(Kind.UNAVAILABLE, () -> names(store));
    assertFails(Kind.UNAVAILABLE, () -> store.stat(NAME, Purpose.VERIFY));
    assertFails(Kind.UNAVAILABLE, () -> store.delete(List.of(NAME), Purpose.PRUNE));
    assertFails(Kind.UNAVAILABLE, () -> store.get(NAME, ByteRange.ALL, Purpose.RESTORE).close());
  }

  private static StoreException assertFails(Kind kind, Executable call) {
    StoreException failure = assertThrows(StoreException.class, call);
    assertEquals(kind, failure.kind(), failure::toString);
    assertTrue(failure.getMessage().contains("disk"), failure::toString);
    return failure;
  }

  private static List<String> names(LocalStore store) throws StoreException {
    ListPage page = store.list("", Optional.empty(), 1_000, Purpose.VERIFY);
    return page.objects().stream().map(object -> object.name().value()).toList();
  }

  private static void put(LocalStore store, ObjectName name, int length) throws StoreException {
    store.put(name, ObjectContent.of(new byte[length]), PutCondition.IF_ABSENT, Purpose.BACKUP);
  }

  private static LocalStore open(Path root) throws StoreException {
    return LocalStore.open(new LocalConfig("disk", root));
  }
}

package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.DrillRequest;
import io.keepsake.core.vault.DrillRequest.Everything;
import io.keepsake.core.vault.DrillRequest.Extent;
import io.keepsake.core.vault.DrillRequest.Sample;
import io.keepsake.core.vault.FailoverResult;
import io.keepsake.core.vault.FailoverResult.Stage;
import io.keepsake.core.vault.FailoverResult.Step;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultDrill;
import io.keepsake.core.vault.VaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vault on three stores, tried without one of them. */
final class DrillTest {

  /** Six files, of which one is empty. */
  private static final long FILES = 5;

  private static final long BYTES = 300_000 + 20_000 + 10 + 2_000;

  @TempDir private Path directory;
  private final Opened plugins = new Opened();
  private VaultPlace place;
  private Path source;
  private Path scratch;

  /** The installed plugins, which note whose stores were opened. */
  private static final class Opened extends WrappedPlugins {
    private final Set<String> ids = ConcurrentHashMap.newKeySet();

    @Override
    ObjectStore open(ObjectStoreProvider behind, StoreSettings settings) throws StoreException {
      ids.add(settings.id());
      return behind.open(settings);
    }
  }

  @BeforeEach
  void backUp() throws IOException {
    source = Trees.small(directory.resolve("source"), 1);
    scratch = Files.createDirectories(directory.resolve("scratch"));
    place = new VaultPlace(directory.resolve("stores"), plugins);
    try (Vault vault = place.create()) {
      VaultPlace.backup(vault, source);
    }
    plugins.ids.clear();
  }

  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    try (Stream<Path> left = Files.list(scratch)) {
      assertEquals(List.of(), left.toList());
    }
  }

  private FailoverResult drill(Extent extent, String... cut) throws VaultException {
    return VaultDrill.run(
        place.settings(2, "one", "two", "three"),
        VaultPlace.key(7),
        new DrillRequest(Set.of(cut), "latest", extent, scratch),
        plugins,
        VaultListener.NONE);
  }

  @Test
  void everyByteComesBackWithoutAnyOneOfThem() throws IOException {
    for (String id : VaultPlace.IDS) {
      plugins.ids.clear();
      FailoverResult result = drill(new Everything(), id);
      assertTrue(result.passed(), result.sentence());
      assertEquals(List.of(id), result.cut());
      assertEquals(
          VaultPlace.IDS.stream().filter(other -> !other.equals(id)).toList(), result.remaining());
      assertEquals(Set.copyOf(result.remaining()), plugins.ids, "the lost one is never asked");
      assertEquals(new FailoverResult.Compared(FILES, BYTES, FILES, BYTES, 0), result.compared());
      assertEquals(Optional.empty(), result.scope().seed());
      assertEquals(0, result.mismatchCount());
      assertEquals(List.of(Stage.values()), result.steps().stream().map(Step::stage).toList());
      assertFalse(result.recovery().orElseThrow().dataAge().isNegative());
      assertEquals(
          result.recovery().get().toLastByte(),
          result.steps().stream()
              .filter(step -> step.stage() != Stage.COMPARE)
              .map(Step::took)
              .reduce(java.time.Duration.ZERO, java.time.Duration::plus));
    }
  }

  @Test
  void twoMayBeLostAtOnce() throws IOException {
    FailoverResult result = drill(new Everything(), "three", "one");
    assertTrue(result.passed(), result.sentence());
    assertEquals(List.of("one", "three"), result.cut());
    assertEquals(Set.of("two"), plugins.ids);
    assertTrue(result.sentence().startsWith("without one, three, all 5 files"), result.sentence());
  }

  @Test
  void aSampleKeepsToItsBytesAndSaysWhatItLeavesOut() throws IOException {
    FailoverResult result = drill(new Sample(50_000, 11), "one");
    assertTrue(result.passed(), result.sentence());
    assertEquals(Optional.of(11L), result.scope().seed());
    assertEquals(List.of("up to 1 MiB"), result.scope().leftOut());
    assertEquals(4, result.scope().files());
    assertEquals(BYTES - 300_000, result.scope().bytes());
    assertEquals(4, result.compared().files());
    assertTrue(
        result.recovery().orElseThrow().whole().compareTo(result.recovery().get().toLastByte())
            >= 0);
  }

  @Test
  void aDamagedCopyIsPassedOverWhileAnotherIsGood() throws IOException {
    place.store("two").flip(place.store("two").largestPack(), 5_000);
    assertTrue(drill(new Everything(), "one").passed());
  }

  @Test
  void theOnlyRemainingCopyIsDamaged() throws IOException {
    place.store("two").flip(place.store("two").largestPack(), 5_000);
    FailoverResult result = drill(new Everything(), "one", "three");
    assertFalse(result.passed());
    assertTrue(result.mismatchCount() > 0);
    assertTrue(result.mismatches().getFirst().path().startsWith(source.toString()));
    assertTrue(result.sentence().contains("did not come back as they were"), result.sentence());
    assertEquals(FILES, result.mismatchCount() + result.compared().files());
  }

  @Test
  void theRemainingOneLacksAPack() throws IOException {
    place.store("two").delete(place.store("two").largestPack());
    assertFalse(drill(new Sample(1 << 20, 3), "one", "three").passed());
    assertTrue(drill(new Sample(1 << 20, 3), "one").passed());
  }

  @Test
  void theRemainingOnesHoldNothing() throws IOException {
    for (String name : place.store("two").names()) {
      place.store("two").delete(name);
    }
    FailoverResult result = drill(new Everything(), "one", "three");
    assertFalse(result.passed());
    assertTrue(
        result.sentence().contains("nothing can be restored: There is no vault"),
        result.sentence());
    assertEquals(Optional.empty(), result.snapshot());
    assertEquals(Optional.empty(), result.recovery());
    assertEquals(Set.of("two"), result.unusable().keySet());
  }

  @Test
  void theIndexIsGone() throws IOException {
    for (String name : place.store("two").names("index/")) {
      byte[] bytes = place.store("two").read(name);
      place.store("two").write(name, Arrays.copyOf(bytes, bytes.length - 1));
    }
    FailoverResult result = drill(new Everything(), "one", "three");
    assertFalse(result.passed());
    assertTrue(result.sentence().contains("nothing can be restored"), result.sentence());
    assertTrue(result.snapshot().isPresent());
  }

  /** The vault is right; but either the file on this machine rots, or something hides a change. */
  @Test
  void aFileThatChangedInSecretIsTold() throws IOException {
    Path text = source.resolve("text");
    FileTime time = Files.getLastModifiedTime(text);
    Files.writeString(text, "some TEXT\n".repeat(200));
    Files.setLastModifiedTime(text, time);
    FailoverResult result = drill(new Everything(), "one");
    assertFalse(result.passed());
    assertEquals(1, result.mismatchCount());
    assertEquals(text.toString(), result.mismatches().getFirst().path());
    assertTrue(result.mismatches().getFirst().problem().contains("it is what was stored"));
    assertEquals(FILES, result.compared().files(), "with the hashes it was the same");
    assertEquals(FILES - 1, result.compared().liveFiles());
  }

  @Test
  void aFileThatChangedSinceIsNotHeldAgainstTheVault() throws IOException {
    Files.writeString(source.resolve("text"), "another text");
    Files.delete(source.resolve("sub/middle"));
    FailoverResult result = drill(new Everything(), "one");
    assertTrue(result.passed(), result.sentence());
    assertEquals(FILES, result.compared().files());
    assertEquals(FILES - 2, result.compared().liveFiles());
  }

  @Test
  void whatKeepsOutItsOwnerIsRemovedAllTheSame() throws IOException {
    Files.setPosixFilePermissions(
        source.resolve("sub/middle"), PosixFilePermissions.fromString("---------"));
    Files.setPosixFilePermissions(
        source.resolve("sub/deep"), PosixFilePermissions.fromString("r-xr-xr-x"));
    try (Vault vault = place.open()) {
      VaultPlace.backup(vault, source);
    }
    FailoverResult result = drill(new Everything(), "one");
    assertTrue(result.passed(), result.sentence());
    assertEquals(FILES, result.compared().files() + result.compared().unreadable());
    Files.setPosixFilePermissions(
        source.resolve("sub/deep"), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void whatMakesNoSense() {
    assertThrows(IllegalArgumentException.class, () -> drill(new Everything()));
    assertThrows(IllegalArgumentException.class, () -> drill(new Everything(), "four"));
    assertThrows(
        IllegalArgumentException.class, () -> drill(new Everything(), "one", "two", "three"));
    assertThrows(IllegalArgumentException.class, () -> new Sample(0, 1));
  }

  @Test
  void theRemainingOnesCannotBeReached() throws IOException {
    FaultyPlugins faulty = new FaultyPlugins();
    faulty.failOnceOpened(
        "two", io.keepsake.testkit.storage.Calls.all(), StoreException.Kind.DENIED);
    VaultException e =
        assertThrows(
            VaultException.class,
            () ->
                VaultDrill.run(
                    place.settings("one", "two"),
                    VaultPlace.key(7),
                    new DrillRequest(Set.of("one"), "latest", new Everything(), scratch),
                    faulty,
                    VaultListener.NONE));
    assertEquals(VaultException.Kind.TOO_FEW_COPIES, e.kind(), e.getMessage());
  }
}

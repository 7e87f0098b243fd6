package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.vault.RepairReport;
import io.keepsake.core.vault.RepairReport.ProviderRepair;
import io.keepsake.core.vault.RepairRequest;
import io.keepsake.core.vault.RepairRequest.Action;
import io.keepsake.core.vault.RepairRequest.Depth;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultRepair;
import io.keepsake.core.vault.VaultSettings;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one store lacks or has wrong is copied from the others, without the key. */
final class RepairTest {

  @TempDir private Path directory;
  private final FaultyPlugins plugins = new FaultyPlugins();
  private VaultPlace place;
  private Path source;
  private Map<String, String> whole;

  @BeforeEach
  void backUpTwice() throws IOException {
    source = Trees.small(directory.resolve("source"), 1);
    place = new VaultPlace(directory.resolve("stores"), plugins);
    try (Vault vault = place.create()) {
      VaultPlace.backup(vault, source);
      Files.write(source.resolve("added"), Trees.random(9, 50_000));
      VaultPlace.backup(vault, source);
    }
    whole = place.store("one").hashes();
  }

  private RepairReport repair(Depth depth, Action action, Optional<String> provider)
      throws VaultException {
    VaultSettings settings = place.settings("one", "two", "three");
    return VaultRepair.run(
        settings, new RepairRequest(depth, action, provider), plugins, VaultListener.NONE);
  }

  private RepairReport repair(Depth depth) throws VaultException {
    return repair(depth, Action.APPLY, Optional.empty());
  }

  private static ProviderRepair of(RepairReport report, String id) {
    return report.providers().stream().filter(each -> each.id().equals(id)).findFirst().get();
  }

  private void assertAllAlike() throws IOException {
    for (String id : VaultPlace.IDS) {
      assertEquals(whole, place.store(id).hashes(), id);
    }
  }

  private void empty(String id) throws IOException {
    for (String name : place.store(id).names()) {
      place.store(id).delete(name);
    }
  }

  @Test
  void aSoundVaultIsLeftAlone() throws IOException {
    RepairReport report = repair(Depth.DATA);
    assertTrue(report.complete());
    assertEquals(whole.size(), report.objects());
    for (ProviderRepair each : report.providers()) {
      assertEquals(new ProviderRepair(each.id(), 0, 0, 0, 0, 0, 0, ""), each);
    }
    assertAllAlike();
  }

  @Test
  void anEmptiedStoreIsFilledAndRestoresAlone() throws IOException {
    empty("three");
    RepairReport report = repair(Depth.LISTING);
    assertTrue(report.complete(), report::toString);
    long bytes = 0;
    for (String name : whole.keySet()) {
      bytes += place.store("one").length(name);
    }
    assertEquals(
        new ProviderRepair("three", whole.size(), 0, whole.size(), bytes, 0, 0, ""),
        of(report, "three"));
    assertAllAlike();
    try (Vault vault = place.open("three")) {
      assertEquals(Set.of(), VaultPlace.named(VaultPlace.verify(vault)));
      assertEquals(2, vault.snapshots().size());
      Path target = directory.resolve("target");
      assertEquals(0, VaultPlace.restore(vault, vault.snapshot("latest"), target).problems());
      assertEquals(Trees.contents(source), Trees.contents(VaultPlace.below(target, source)));
    }
  }

  @Test
  void eachStoreLacksSomethingElse() throws IOException {
    place.store("one").delete(place.store("one").largestPack());
    place.store("two").delete(place.store("two").first("index/"));
    place.store("three").delete(place.store("three").first("snapshots/"));
    place.store("three").delete("keepsake.json");
    RepairReport report = repair(Depth.LISTING);
    assertTrue(report.complete(), report::toString);
    assertEquals(1, of(report, "one").repaired());
    assertEquals(1, of(report, "two").repaired());
    assertEquals(2, of(report, "three").repaired());
    assertAllAlike();
  }

  @Test
  void aListingShowsCopiesThatWereCutOff() throws IOException {
    String pack = place.store("one").largestPack();
    byte[] bytes = place.store("one").read(pack);
    place.store("two").write(pack, Arrays.copyOf(bytes, bytes.length - 1));
    RepairReport report = repair(Depth.LISTING);
    assertEquals(1, of(report, "two").damaged());
    assertEquals(1, of(report, "two").repaired());
    assertAllAlike();
  }

  @Test
  void readingShowsCopiesThatRotted() throws IOException {
    String pack = place.store("one").largestPack();
    String snapshot = place.store("three").first("snapshots/");
    place.store("one").flip(pack, 100);
    place.store("three").flip(snapshot, 20);
    place.store("two").flip("keepsake.json", 3);
    RepairReport listed = repair(Depth.LISTING, Action.APPLY, Optional.of("three"));
    assertEquals(0, of(listed, "three").damaged(), "lengths are right");
    RepairReport report = repair(Depth.DATA);
    assertTrue(report.complete(), report::toString);
    for (String id : VaultPlace.IDS) {
      assertEquals(1, of(report, id).damaged(), id);
      assertEquals(1, of(report, id).repaired(), id);
    }
    assertAllAlike();
  }

  @Test
  void aPreviewSaysTheSameAndWritesNothing() throws IOException {
    empty("three");
    place.store("one").flip(place.store("one").largestPack(), 100);
    Map<String, Map<String, String>> before = place.everything();
    RepairReport preview = repair(Depth.DATA, Action.PREVIEW, Optional.empty());
    assertFalse(preview.complete());
    assertEquals(before, place.everything());
    RepairReport listing = repair(Depth.LISTING, Action.PREVIEW, Optional.empty());
    assertEquals(before, place.everything());
    RepairReport report = repair(Depth.DATA);
    for (String id : VaultPlace.IDS) {
      assertEquals(of(report, id).missing(), of(preview, id).missing(), id);
      assertEquals(of(report, id).damaged(), of(preview, id).damaged(), id);
      assertEquals(of(report, id).bytesWritten(), of(preview, id).bytesOwed(), id);
      assertEquals(0, of(preview, id).repaired(), id);
    }
    assertEquals(of(report, "three").bytesWritten(), of(listing, "three").bytesOwed());
    assertAllAlike();
  }

  @Test
  void onlyTheProviderThatIsNamedIsWrittenTo() throws IOException {
    String pack = place.store("one").largestPack();
    place.store("one").delete(pack);
    place.store("two").delete(pack);
    RepairReport report = repair(Depth.LISTING, Action.APPLY, Optional.of("two"));
    assertEquals(0, of(report, "one").missing());
    assertEquals(1, of(report, "two").repaired());
    assertFalse(place.store("one").names().contains(pack));
    assertEquals(whole, place.store("two").hashes());
  }

  @Test
  void anObjectWithoutAGoodCopyIsToldAndNotTouched() throws IOException {
    String pack = place.store("one").largestPack();
    place.store("one").flip(pack, 100);
    place.store("two").flip(pack, 101);
    place.store("three").delete(pack);
    Map<String, Map<String, String>> before = place.everything();
    RepairReport report = repair(Depth.DATA);
    assertEquals(1, report.lostCount(), report::toString);
    assertEquals(pack, report.lost().getFirst().object());
    assertFalse(report.complete());
    assertEquals(before, place.everything());
  }

  @Test
  void aStoreThatTakesNoPacksGetsNeitherSnapshotsNorHeader() throws IOException {
    empty("three");
    plugins.failOnceOpened(
        "three", Calls.to(Operation.PUT).named("^packs/"), StoreException.Kind.QUOTA);
    RepairReport report = repair(Depth.LISTING);
    ProviderRepair three = of(report, "three");
    assertFalse(report.complete());
    assertFalse(three.problem().isEmpty());
    assertEquals(whole.size(), three.repaired() + three.owed());
    assertEquals(List.of(), place.store("three").names("snapshots/"));
    assertEquals(List.of(), place.store("three").names("keepsake.json"));
    plugins.heal();
    assertTrue(repair(Depth.LISTING).complete());
    assertAllAlike();
  }

  @Test
  void aStoreThatCannotBeListedIsNotJudged() throws IOException {
    String pack = place.store("one").largestPack();
    place.store("one").delete(pack);
    plugins.failOnceOpened(
        "three", Calls.to(Operation.LIST).named("^packs/"), StoreException.Kind.DENIED);
    RepairReport report = repair(Depth.LISTING);
    assertEquals(1, of(report, "one").repaired());
    assertEquals(0, of(report, "three").missing());
    assertFalse(of(report, "three").problem().isEmpty());
    assertFalse(report.complete());
    assertAllAlike();
  }

  @Test
  void anotherVaultIsNotOverwritten() throws IOException {
    VaultPlace other = new VaultPlace(directory.resolve("others"), plugins);
    other.create().close();
    empty("three");
    Path header = directory.resolve("others/three/keepsake.json");
    place.store("three").write("keepsake.json", Files.readAllBytes(header));
    Map<String, Map<String, String>> before = place.everything();
    VaultException e = assertThrows(VaultException.class, () -> repair(Depth.LISTING));
    assertEquals(VaultException.Kind.OTHER_VAULT, e.kind());
    assertEquals(before, place.everything());
  }

  @Test
  void whereNoStoreHasAHeaderThereIsNoVault() throws IOException {
    for (String id : VaultPlace.IDS) {
      place.store(id).delete("keepsake.json");
    }
    VaultException e = assertThrows(VaultException.class, () -> repair(Depth.LISTING));
    assertEquals(VaultException.Kind.NO_VAULT, e.kind());
    assertTrue(e.getMessage().contains("one, two, three"), e::getMessage);
  }
}

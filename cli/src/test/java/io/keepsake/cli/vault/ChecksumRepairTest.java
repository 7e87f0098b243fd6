package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ForwardingStore;
import io.keepsake.core.spi.storage.ObjectChecksum;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.RepairReport;
import io.keepsake.core.vault.RepairRequest;
import io.keepsake.core.vault.RepairRequest.Action;
import io.keepsake.core.vault.RepairRequest.Depth;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultRepair;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.FaultyStore;
import io.keepsake.testkit.storage.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of which services tell checksums are compared by those, and not read where they match. */
final class ChecksumRepairTest {

  private static final Calls READS =
      Calls.to(Operation.GET).purpose(Purpose.REPAIR).named("^(packs|index|keys|snapshots)/");

  @TempDir private Path directory;
  private final Map<String, FaultyStore> opened = new ConcurrentHashMap<>();
  private Set<String> telling = Set.of("one", "two", "three");
  private VaultPlace place;
  private Map<String, String> whole;

  @BeforeEach
  void backUp() throws IOException {
    place = new VaultPlace(directory.resolve("stores"));
    try (Vault vault = place.create()) {
      VaultPlace.backup(vault, Trees.small(directory.resolve("source"), 1));
    }
    whole = place.store("one").hashes();
  }

  /** Local stores some of which tell checksums of their bytes, as services do. */
  private final class TellingPlugins extends WrappedPlugins {
    @Override
    ObjectStore open(ObjectStoreProvider behind, StoreSettings settings) throws StoreException {
      ObjectStore local = behind.open(settings);
      FaultyStore store =
          new FaultyStore(telling.contains(settings.id()) ? new TellingStore(local) : local);
      opened.put(settings.id(), store);
      return store;
    }
  }

  private static final class TellingStore extends ForwardingStore {
    private final ObjectStore local;

    TellingStore(ObjectStore local) {
      super(local);
      this.local = local;
    }

    @Override
    public Optional<ObjectStat> stat(ObjectName name, Purpose purpose) throws StoreException {
      Optional<ObjectStat> stat = super.stat(name, purpose);
      if (stat.isEmpty()) {
        return stat;
      }
      ObjectChecksum told =
          ObjectChecksum.of(ObjectChecksum.Algorithm.CRC32C, ByteBuffer.wrap(bytes(name)));
      return Optional.of(
          new ObjectStat(name, stat.get().length(), stat.get().modified(), Set.of(told)));
    }

    private byte[] bytes(ObjectName name) throws StoreException {
      try (InputStream in = local.get(name, ByteRange.ALL, Purpose.PROBE)) {
        return in.readAllBytes();
      } catch (StoreException e) {
        throw e;
      } catch (IOException e) {
        throw new StoreException(StoreException.Kind.UNAVAILABLE, id(), "not read", e);
      }
    }
  }

  private RepairReport repair() throws VaultException {
    return VaultRepair.run(
        place.settings("one", "two", "three"),
        new RepairRequest(Depth.CHECKSUM, Action.APPLY, Optional.empty()),
        new TellingPlugins(),
        VaultListener.NONE);
  }

  private void assertRead(String id, long times) {
    assertEquals(times, opened.get(id).count(READS), id);
  }

  private void assertAllAlike() throws IOException {
    for (String id : VaultPlace.IDS) {
      assertEquals(whole, place.store(id).hashes(), id);
    }
  }

  @Test
  void copiesOfWhichAllTellTheSameAreNotRead() throws IOException {
    assertTrue(repair().complete());
    VaultPlace.IDS.forEach(id -> assertRead(id, 0));
  }

  @Test
  void aCopyOfWhichAnotherChecksumIsToldIsRewritten() throws IOException {
    place.store("two").flip(place.store("two").largestPack(), 100);
    RepairReport report = repair();
    assertTrue(report.complete(), report::toString);
    assertEquals(1, report.providers().get(1).damaged());
    assertEquals(1, report.providers().get(1).repaired());
    assertAllAlike();
    assertRead("one", 1);
    assertRead("three", 0);
  }

  @Test
  void theCopyThatIsReadFirstMayBeTheBadOne() throws IOException {
    place.store("one").flip(place.store("one").largestPack(), 100);
    RepairReport report = repair();
    assertEquals(1, report.providers().getFirst().repaired());
    assertAllAlike();
    assertRead("three", 0);
  }

  @Test
  void whereNoChecksumIsToldCopiesAreReadAndOthersComparedWithThem() throws IOException {
    telling = Set.of("one", "two");
    place.store("three").flip(place.store("three").largestPack(), 100);
    RepairReport report = repair();
    assertTrue(report.complete(), report::toString);
    assertEquals(1, report.providers().get(2).repaired());
    assertAllAlike();
    assertRead("one", 1); // in place of the bad one
    assertRead("two", 0);
  }

  @Test
  void whatIsMissingIsCopied() throws IOException {
    place.store("three").delete(place.store("three").largestPack());
    assertTrue(repair().complete());
    assertAllAlike();
  }
}

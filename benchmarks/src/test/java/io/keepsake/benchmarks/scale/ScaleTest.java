package io.keepsake.benchmarks.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.benchmarks.scale.Trials.WrongResult;
import io.keepsake.core.format.Hash;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScaleTest {

  private static final int CHUNKS = 10_000;

  @TempDir Path directory;

  @Test
  void verifiesAndPrunesASmallOne() throws IOException {
    SimulatedVault vault = new SimulatedVault(directory);
    Generation.run(vault, CHUNKS);
    Trials trials = new Trials(vault);

    trials.verify();
    trials.verifyWithLoss();
    trials.prune();
    trials.verify();

    assertThrows(WrongResult.class, trials::prune, "there is nothing left to prune");
  }

  @Test
  void tellsWhatIsLostAtBothStores() throws IOException {
    SimulatedVault vault = new SimulatedVault(directory);
    Generation.run(vault, CHUNKS);
    int place = vault.simulation().place(7);
    for (String store : SimulatedVault.STORES) {
      Gone gone = Gone.load(vault.store(store));
      gone.add(place);
      gone.save(vault.store(store));
    }

    WrongResult wrong = assertThrows(WrongResult.class, new Trials(vault)::verify);

    assertTrue(wrong.getMessage().contains(vault.simulation().hashAt(place).hex()));
  }

  @Test
  void knowsPacksByTheirHashesInOrder() {
    for (int chunks : new int[] {CHUNKS, 12_345, 65_536}) {
      Simulation simulation = new Simulation(chunks);
      BitSet places = new BitSet();
      for (int pack = 0; pack < simulation.packs(); pack++) {
        int place = simulation.place(pack);
        places.set(place);
        assertEquals(pack, simulation.packAt(place));
        assertEquals(OptionalInt.of(place), simulation.find(simulation.hash(pack)));
      }
      assertEquals(simulation.packs(), places.cardinality());
      for (int place = 1; place < simulation.packs(); place++) {
        Hash hash = simulation.hashAt(place);
        assertTrue(hash.compareTo(simulation.hashAt(place - 1)) > 0, "place " + place);
      }
      assertEquals(OptionalInt.empty(), simulation.find(Hash.of(new byte[Hash.BYTES])));
    }
  }

  @Test
  void listsPacksAndFilesInOneOrder() throws IOException {
    SimulatedVault vault = new SimulatedVault(directory);
    Generation.run(vault, CHUNKS);
    Path own = vault.store("a");
    try (ObjectStore store = new SimulatedStore("a", own, SimulatedVault.common(own))) {
      List<ObjectName> names = new ArrayList<>();
      Optional<String> next = Optional.empty();
      do {
        ListPage page = store.list("", next, 7, Purpose.VERIFY);
        page.objects().forEach(object -> names.add(object.name()));
        next = page.next();
      } while (next.isPresent());

      assertEquals(names.stream().sorted().distinct().toList(), names);
      long packs = names.stream().filter(name -> name.value().startsWith("packs/")).count();
      assertTrue(packs > vault.simulation().packs() + Generation.HALF_USED_PACKS);
      for (ObjectName name : names) {
        assertTrue(store.stat(name, Purpose.VERIFY).isPresent(), name.value());
      }
      store.delete(names, Purpose.PRUNE);
      assertEquals(List.of(), store.list("", Optional.empty(), 7, Purpose.VERIFY).objects());
    }
  }
}

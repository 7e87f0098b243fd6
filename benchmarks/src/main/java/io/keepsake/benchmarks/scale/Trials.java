package io.keepsake.benchmarks.scale;

import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.vault.PruneRequest;
import io.keepsake.core.vault.PruneResult;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultPruning;
import io.keepsake.core.vault.VerifyReport;
import io.keepsake.core.vault.VerifyReport.Finding;
import io.keepsake.core.vault.VerifyRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is done with a simulated vault, and whether it came out as it should.
 *
 * @param vault which
 */
record Trials(SimulatedVault vault) {

  /** Something came out as it should not. */
  static final class WrongResult extends IOException {

    private static final long serialVersionUID = 1L;

    WrongResult(String message) {
      super(message);
    }
  }

  /** Verifies the structure, which is sound. */
  String verify() throws IOException {
    VerifyReport report = report();
    require(report.sound(), "findings", report.findings().stream().limit(5).toList());
    return "%,d copies of objects and %d snapshots are sound"
        .formatted(report.objects(), report.snapshots());
  }

  /** Verifies when one store has lost a pack that is needed, and gives it back. */
  String verifyWithLoss() throws IOException {
    Simulation simulation = vault.simulation();
    String store = SimulatedVault.STORES.getLast();
    Gone before = Gone.load(vault.store(store));
    int pack = simulation.packs() / 2;
    while (!simulation.isNeeded(pack)) {
      pack++;
    }
    Gone more = Gone.load(vault.store(store));
    more.add(simulation.place(pack));
    more.save(vault.store(store));
    ObjectName name = new SimulatedPacks(simulation, more).name(simulation.place(pack));
    try {
      List<Finding> findings = report().findings();
      Finding right = new Finding(store, name.value(), "is missing");
      require(findings.equals(List.of(right)), "findings", findings.stream().limit(5).toList());
    } finally {
      before.save(vault.store(store));
    }
    return "the one lost pack was found missing";
  }

  private VerifyReport report() throws IOException {
    try (Vault open = vault.open()) {
      VerifyReport report =
          open.verify(new VerifyRequest(VerifyRequest.Depth.STRUCTURE, 100), _ -> {});
      require(report.snapshots() == 2, "snapshots", report.snapshots());
      return report;
    }
  }

  /** Prunes a vault that was not pruned before, moving all that can be moved. */
  String prune() throws IOException {
    Simulation simulation = vault.simulation();
    BitSet unused = new BitSet();
    IntStream.range(0, simulation.packs())
        .filter(pack -> !simulation.isNeeded(pack))
        .map(simulation::place)
        .forEach(unused::set);
    PruneResult result;
    try (Vault open = vault.open()) {
      result =
          new VaultPruning(open, "simulated", "photographer", _ -> {})
              .prune(PruneRequest.waiting(Duration.ZERO).withUnusedPercent(0));
    }
    require(result.complete(), "left", result.pending());
    require(result.snapshots() == 2, "snapshots", result.snapshots());
    long moved = result.repacked().packs();
    require(moved == Generation.HALF_USED_PACKS, "repacked packs", moved);
    require(result.packs() == unused.cardinality() + moved, "packs", result.packs());
    for (String store : SimulatedVault.STORES) {
      BitSet gone = Gone.load(vault.store(store)).packs();
      require(gone.equals(unused), "packs deleted at " + store, gone.cardinality());
    }
    return "%,d of %,d packs were deleted, %d of them repacked, and %,d index objects"
        .formatted(
            result.packs(),
            simulation.packs() + Generation.HALF_USED_PACKS,
            moved,
            result.indexes());
  }

  private static void require(boolean right, String what, Object found) throws WrongResult {
    if (!right) {
      throw new WrongResult("Wrong " + what + ": " + found);
    }
  }
}

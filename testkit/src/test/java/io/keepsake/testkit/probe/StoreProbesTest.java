package io.keepsake.testkit.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.plugin.PluginProblem;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.probe.BenchPlan;
import io.keepsake.core.probe.BenchReport;
import io.keepsake.core.probe.CheckReport;
import io.keepsake.core.probe.CheckResult;
import io.keepsake.core.probe.CheckResult.Outcome;
import io.keepsake.core.probe.StoreProbes;
import io.keepsake.core.probe.StoreState;
import io.keepsake.core.spi.crypto.CryptoProvider;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Fault;
import io.keepsake.testkit.storage.FaultyStore;
import io.keepsake.testkit.storage.MemoryStore;
import io.keepsake.testkit.storage.Operation;
import io.keepsake.testkit.storage.StaleListingStore;
import io.keepsake.testkit.storage.Times;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StoreProbesTest {

  private static final int LARGE = 100_000;
  private static final StoreSettings SETTINGS =
      new StoreSettings("aws", URI.create("test://place"), Map.of());

  private final MemoryStore memory = new MemoryStore("aws");
  private final FaultyStore faulty = new FaultyStore(memory);

  @Test
  void looksWithoutWriting() throws StoreException {
    StoreState state = probes(faulty).look(SETTINGS);
    assertTrue(state.reachable());
    assertEquals("test", state.type());
    assertEquals(memory.capabilities(), state.capabilities());
    assertEquals(0, faulty.count(Calls.to(Operation.PUT, Operation.DELETE)));
  }

  @Test
  void tellsWhyAStoreCannotBeReached() throws StoreException {
    faulty.inject(Calls.to(Operation.LIST), Times.always(), new Fault.Fails(Kind.UNAVAILABLE));
    StoreState state = probes(faulty).look(SETTINGS);
    assertFalse(state.reachable());
    assertTrue(state.problem().orElseThrow().contains("aws"), state::toString);
  }

  @Test
  void aSchemeThatNobodyOpensIsInvalid() {
    StoreSettings other = new StoreSettings("hole", URI.create("gopher://hole"), Map.of());
    StoreException failure = assertThrows(StoreException.class, () -> probes(faulty).look(other));
    assertEquals(Kind.INVALID, failure.kind());
  }

  @Test
  void aGoodStoreWorks() throws StoreException {
    List<CheckResult> heard = new ArrayList<>();
    CheckReport report = probes(faulty).check(SETTINGS, LARGE, heard::add);
    assertEquals(report.results(), heard);
    assertEquals(0, report.count(Outcome.FAILED) + report.count(Outcome.BROKEN), report::toString);
    assertEquals(List.of(), memory.names());
  }

  @Test
  void onlyScratchNamesAreWritten() throws StoreException {
    probes(faulty).check(SETTINGS, LARGE, _ -> {});
    long others =
        faulty.count(Calls.to(Operation.PUT).named("^(?!keepsake-scratch-[0-9a-f]{12}/)"));
    assertEquals(0, others);
  }

  @Test
  void whatCannotBeWrittenFailsAndTheRestIsSkipped() throws StoreException {
    faulty.inject(Calls.to(Operation.PUT), Times.always(), new Fault.Fails(Kind.DENIED));
    CheckReport report = probes(faulty).check(SETTINGS, LARGE, _ -> {});
    assertEquals(Outcome.FAILED, outcome(report, "store"));
    assertEquals(Outcome.WORKS, outcome(report, "list"));
    assertEquals(Outcome.SKIPPED, outcome(report, "race"));
    assertFalse(report.has(Outcome.BROKEN), report::toString);
  }

  @Test
  void aStoreThatMayNotBeListedFailsAtThatOnly() throws StoreException {
    faulty.inject(Calls.to(Operation.LIST), Times.always(), new Fault.Fails(Kind.DENIED));
    CheckReport report = probes(faulty).check(SETTINGS, LARGE, _ -> {});
    assertEquals(Outcome.FAILED, outcome(report, "list"));
    assertEquals(Outcome.WORKS, outcome(report, "read back"));
    assertEquals(List.of(), memory.names(), "cleaned up by name");
  }

  @Test
  void flippedBitsAreBroken() throws StoreException {
    faulty.inject(Calls.to(Operation.GET), Times.always(), new Fault.Corrupts(77));
    CheckReport report = probes(faulty).check(SETTINGS, LARGE, _ -> {});
    assertEquals(Outcome.BROKEN, outcome(report, "read back"));
    assertEquals(Outcome.BROKEN, outcome(report, "many at once"));
  }

  @Test
  void listingsThatLagAreALimit() throws StoreException {
    CheckReport report = probes(new StaleListingStore(memory)).check(SETTINGS, LARGE, _ -> {});
    assertEquals(Outcome.LIMITED, outcome(report, "list at once"));
    assertEquals(Outcome.LIMITED, outcome(report, "list in pages"));
  }

  @Test
  void measuresEachPhase() throws StoreException {
    faulty.inject(Calls.to(Operation.STAT), Times.first(3), new Fault.Fails(Kind.THROTTLED));
    BenchReport report =
        probes(faulty).bench(SETTINGS, new BenchPlan(20, 1_000, 2, 50_000, 4), _ -> {});
    assertEquals(
        List.of(
            "store small",
            "look up",
            "read small",
            "list",
            "store large",
            "read large",
            "delete in batches"),
        report.phases().stream().map(BenchReport.Phase::name).toList());
    BenchReport.Phase lookUp = report.phases().get(1);
    assertEquals(17, lookUp.calls());
    assertEquals(3, lookUp.failures());
    assertEquals(20_000, report.phases().getFirst().bytes());
    assertTrue(
        lookUp.latency().median().compareTo(lookUp.latency().longest()) <= 0, report::toString);
    assertEquals(List.of(), memory.names());
  }

  @Test
  void aPhaseWithoutASuccessEndsTheBenchmark() {
    faulty.inject(Calls.to(Operation.GET), Times.always(), new Fault.Fails(Kind.TIMEOUT));
    StoreProbes probes = probes(faulty);
    BenchPlan plan = new BenchPlan(5, 100, 0, 1, 2);
    StoreException failure =
        assertThrows(StoreException.class, () -> probes.bench(SETTINGS, plan, _ -> {}));
    assertEquals(Kind.TIMEOUT, failure.kind());
    assertEquals(List.of(), memory.names());
  }

  private static Outcome outcome(CheckReport report, String check) {
    return report.results().stream()
        .filter(result -> result.name().equals(check))
        .findFirst()
        .orElseThrow()
        .outcome();
  }

  private static StoreProbes probes(ObjectStore store) {
    return new StoreProbes(new OnePlugin(store));
  }

  /** Opens one store for {@code test:} URLs. */
  private record OnePlugin(ObjectStore store) implements Plugins, ObjectStoreProvider {

    @Override
    public Optional<ObjectStoreProvider> storage(String scheme) {
      return scheme.equals("test") ? Optional.of(this) : Optional.empty();
    }

    @Override
    public Optional<CryptoProvider> crypto(String suite) {
      return Optional.empty();
    }

    @Override
    public List<PluginProblem> problems() {
      return List.of();
    }

    @Override
    public int spiVersion() {
      return SPI_VERSION;
    }

    @Override
    public String name() {
      return "test";
    }

    @Override
    public Set<String> schemes() {
      return Set.of("test");
    }

    @Override
    public ObjectStore open(StoreSettings settings) {
      return store;
    }
  }
}

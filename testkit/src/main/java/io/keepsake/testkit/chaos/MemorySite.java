package io.keepsake.testkit.chaos;

import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Fault;
import io.keepsake.testkit.storage.FaultyStore;
import io.keepsake.testkit.storage.Gate;
import io.keepsake.testkit.storage.MemoryStore;
import io.keepsake.testkit.storage.Times;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A provider in memory, {@code chaos://id}, opened by {@link ChaosPlugins}. */
public final class MemorySite implements Site {

  /** The scheme of its URL. */
  public static final String SCHEME = "chaos";

  private final StoreSettings settings;
  private final MemoryStore memory;
  private final FaultyStore faulty;
  private final ListingTroubles listings = new ListingTroubles();
  private final List<Gate> gates = new CopyOnWriteArrayList<>();
  private volatile boolean troubled;

  /** An empty one that is well. */
  public MemorySite(String id) {
    settings = new StoreSettings(id, URI.create(SCHEME + "://" + id), Map.of());
    memory = new MemoryStore(id);
    faulty = new FaultyStore(memory);
  }

  /** The store that a vault sees. */
  ObjectStore open() {
    return new TroubledListing(faulty.again(memory.again()), listings);
  }

  @Override
  public StoreSettings settings() {
    return settings;
  }

  @Override
  public ObjectStore raw() {
    return memory.again();
  }

  @Override
  public void begin(Strike strike) {
    troubled = true;
    Times during = Times.during(strike.after() + 1, strike.lasting());
    switch (strike.trouble()) {
      case STALE_LISTING -> listings.stale(during, names());
      case PARTIAL_LISTING -> listings.partial(during);
      case BLACK_HOLE -> {
        Gate gate = new Gate();
        gates.add(gate);
        faulty.inject(Calls.all(), during, new Fault.Waits(gate));
      }
      default -> new StoreTroubles(faulty, strike).begin(during);
    }
  }

  private Set<ObjectName> names() {
    return new HashSet<>(memory.names());
  }

  @Override
  public void lift() {
    faulty.heal();
    gates.forEach(Gate::open);
    gates.clear();
    listings.lift();
    troubled = false;
  }

  @Override
  public boolean isTroubled() {
    return troubled;
  }

  @Override
  public void tellAt(long call, Runnable listener) {
    faulty.inject(Calls.all(), Times.only(call), new Fault.Tells(listener));
  }
}

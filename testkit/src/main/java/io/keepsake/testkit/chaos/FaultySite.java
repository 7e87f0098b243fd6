package io.keepsake.testkit.chaos;

import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Fault;
import io.keepsake.testkit.storage.FaultyStore;
import io.keepsake.testkit.storage.Gate;
import io.keepsake.testkit.storage.MemoryStore;
import io.keepsake.testkit.storage.Times;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A provider, {@code chaos://id}, opened by {@link ChaosPlugins}, whose calls go wrong as told. */
public final class FaultySite implements Site {

  /** The scheme of its URL. */
  public static final String SCHEME = "chaos";

  private static final int PAGE = 1_000;

  /** Opens the store behind, past all troubles. */
  @FunctionalInterface
  public interface Opening {
    /** A store of its own, for who closes it. */
    ObjectStore open() throws StoreException;
  }

  private final StoreSettings settings;
  private final Opening behind;
  private final FaultyStore faulty;
  private final ListingTroubles listings = new ListingTroubles();
  private final List<Gate> gates = new CopyOnWriteArrayList<>();
  private volatile boolean troubled;

  private FaultySite(String id, Opening behind) {
    settings = new StoreSettings(id, URI.create(SCHEME + "://" + id), Map.of());
    this.behind = behind;
    faulty = new FaultyStore(new MemoryStore(id)); // keeps the faults that all stores share
  }

  /** An empty one in memory that is well. */
  public static FaultySite inMemory(String id) {
    MemoryStore memory = new MemoryStore(id);
    return new FaultySite(id, memory::again);
  }

  /** One before a store that may hold something. */
  public static FaultySite before(String id, Opening store) {
    return new FaultySite(id, store);
  }

  /** The store that a vault sees. */
  ObjectStore open() throws StoreException {
    return new TroubledListing(faulty.again(behind.open()), listings);
  }

  @Override
  public StoreSettings settings() {
    return settings;
  }

  @Override
  public ObjectStore raw() throws StoreException {
    return behind.open();
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
    Set<ObjectName> names = new HashSet<>();
    try (ObjectStore raw = raw()) {
      Optional<String> continuation = Optional.empty();
      do {
        ListPage page = raw.list("", continuation, PAGE, Purpose.PROBE);
        page.objects().forEach(object -> names.add(object.name()));
        continuation = page.next();
      } while (continuation.isPresent());
    } catch (StoreException e) {
      throw new UncheckedIOException(e);
    }
    return names;
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

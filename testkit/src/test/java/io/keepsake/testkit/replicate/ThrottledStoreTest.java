package io.keepsake.testkit.replicate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.store.RateLimit;
import io.keepsake.core.store.ThrottledStore;
import io.keepsake.testkit.storage.MemoryStore;
import io.keepsake.testkit.storage.StoreCases;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Uploads below a rate, by a clock that goes on only while somebody waits. */
final class ThrottledStoreTest {

  private static final int RATE = 1_000_000;

  private final ManualTiming timing = new ManualTiming();
  private final RateLimit limit = new RateLimit(RATE, timing);

  private ObjectStore store(String id) {
    return new ThrottledStore(new MemoryStore(id), limit);
  }

  private static void put(ObjectStore store, String name, byte[] bytes) throws StoreException {
    store.put(new ObjectName(name), ObjectContent.of(bytes), PutCondition.ANY, Purpose.REPAIR);
  }

  @Test
  void storesThatShareALimitStayBelowItTogether() throws IOException {
    ObjectStore one = store("one");
    ObjectStore two = store("two");
    byte[] bytes = StoreCases.bytes(1_500_000, 1);
    put(one, "a", bytes);
    put(two, "a", bytes);
    try (InputStream in = two.get(new ObjectName("a"), ByteRange.ALL, Purpose.REPAIR)) {
      assertArrayEquals(bytes, in.readAllBytes());
    }
    assertEquals(3.0, timing.nanos() / 1e9, 0.11);
    Duration longest = timing.pauses.stream().max(Duration::compareTo).orElseThrow();
    assertTrue(longest.toMillis() < 50, "no long silence between bursts: " + longest);
  }

  @Test
  void anInterruptEndsAPutThatWaits() {
    timing.interrupting = true;
    ObjectStore store = store("one");
    assertThrows(StoreException.class, () -> put(store, "a", StoreCases.bytes(500_000, 2)));
    assertTrue(Thread.interrupted());
  }

  @Test
  void aRateIsPositive() {
    assertThrows(IllegalArgumentException.class, () -> new RateLimit(0));
  }
}

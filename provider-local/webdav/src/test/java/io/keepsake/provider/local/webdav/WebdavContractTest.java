package io.keepsake.provider.local.webdav;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.storage.ObjectStoreContract;
import io.keepsake.testkit.storage.StoreCases;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The contract on a server that a subclass starts. */
abstract class WebdavContractTest extends ObjectStoreContract {

  /** Settings for a directory on the server. */
  abstract StoreSettings settings(String place);

  @Override
  protected ObjectStore open(String place) throws StoreException {
    return new WebdavStoreProvider().open(settings(place));
  }

  /** A file is no collection too: of two such names the first is stored and the second refused. */
  @Test
  @Override
  public void aNameMayContinueAnother() throws IOException {
    put("a", new byte[] {1});
    assertFails(Kind.INVALID, () -> put("a/b", new byte[] {2}));
    put("c/d", new byte[] {3});
    assertFails(Kind.INVALID, () -> put("c", new byte[] {4}));
    assertArrayEquals(new byte[] {1}, read("a"));
    assertArrayEquals(new byte[] {3}, read("c/d"));
  }

  /**
   * Servers replace in two steps, deleting what is there first, and the length is asked for before
   * the bytes; rclone then ends the connection. So a reader of an object that is replaced meanwhile
   * may fail, but gets no mixture and no part.
   */
  @Test
  @Override
  public void aReplacedObjectIsTheOldOrTheNew() throws Exception {
    byte[] one = StoreCases.bytes(300_000, 1);
    byte[] two = StoreCases.bytes(500_000, 2);
    put("a", one);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> writer =
          threads.submit(
              () -> {
                for (int i = 0; i < 10; i++) {
                  put("a", i % 2 == 0 ? two : one);
                }
                return true;
              });
      while (!writer.isDone()) {
        try {
          byte[] seen = read("a");
          assertTrue(mayBeSeen(seen, one, two), "neither of the two");
        } catch (StoreException e) {
          assertTrue(
              EnumSet.of(Kind.CORRUPT, Kind.NOT_FOUND, Kind.UNAVAILABLE).contains(e.kind()),
              e::toString);
        }
      }
      assertTrue(writer.get());
    }
    assertArrayEquals(one, read("a"));
  }

  /** Whether a server may answer with these bytes while the one object is replaced by the other. */
  boolean mayBeSeen(byte[] seen, byte[] one, byte[] two) {
    return Arrays.equals(one, seen) || Arrays.equals(two, seen);
  }

  /** Not even where a second MOVE to a taken name is refused: see docs/adr/0009. */
  @Test
  void claimsNoMoreThanItHas() {
    assertEquals(Set.of(Capability.MODIFICATION_TIME), store().capabilities());
  }
}

package io.keepsake.testkit.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The contract for stores that keep each object as a file in a tree of directories. */
public abstract class DirectoryStoreContract extends ObjectStoreContract {

  /** A contract to be tried; JUnit makes one for each case. */
  protected DirectoryStoreContract() {}

  /** A file is no directory too: of two such names the first is stored and the second refused. */
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
   * What a server promises at least that cannot replace a file in one step, or tells the length of
   * a file that is not the one it sends: a reader of an object that is replaced meanwhile may fail,
   * but gets no mixture and no part.
   *
   * @param failures how it may fail
   */
  protected void assertAReplacedObjectIsWholeOrFails(Set<Kind> failures) throws Exception {
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
          assertTrue(mayBeSeen(seen, one, two), () -> difference(seen, one, two));
        } catch (StoreException e) {
          assertTrue(failures.contains(e.kind()), e::toString);
        }
      }
      assertTrue(writer.get());
    }
    assertArrayEquals(one, read("a"));
  }

  private static String difference(byte[] seen, byte[] one, byte[] two) {
    return "neither of the two, but %d bytes, as in the one of %d up to %d, as in the one of %d up to %d"
        .formatted(
            seen.length,
            one.length,
            Arrays.mismatch(seen, one),
            two.length,
            Arrays.mismatch(seen, two));
  }

  /**
   * Whether a server may answer with these bytes while the one object is replaced by the other:
   * with either of them, unless a server is known to do worse.
   */
  protected boolean mayBeSeen(byte[] seen, byte[] one, byte[] two) {
    return Arrays.equals(one, seen) || Arrays.equals(two, seen);
  }
}

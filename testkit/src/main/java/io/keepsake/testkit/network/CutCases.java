package io.keepsake.testkit.network;

import static io.keepsake.testkit.storage.StoreCases.bytes;
import static io.keepsake.testkit.storage.StoreCases.name;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.testkit.proxy.Direction;
import io.keepsake.testkit.proxy.NetworkFault;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Connections that end in the middle. */
public interface CutCases extends NetworkCases {

  /** An upload whose connection is reset. */
  @Test
  default void aPutThatIsResetLeavesNothing() throws IOException {
    assertBrokenPut(new NetworkFault.Resets(1 << 20));
  }

  /** An upload whose connection ends in order, too early. */
  @Test
  default void aPutThatIsCutLeavesNothing() throws IOException {
    assertBrokenPut(new NetworkFault.Cuts(1 << 20));
  }

  /** An upload over an object that is there. */
  @Test
  default void aReplacementThatIsResetKeepsTheOldObject() throws IOException {
    put("packs/a", bytes(1_000, 1));
    proxy().inject(Direction.UPLOAD, new NetworkFault.Resets(1 << 20));
    assertFailsForNow("put", () -> put("packs/a", bytes(8 << 20, 2)));
    proxy().heal();
    assertArrayEquals(bytes(1_000, 1), read("packs/a"));
  }

  /** A download whose connection is reset. */
  @Test
  default void aGetThatIsResetFails() throws IOException {
    assertBrokenGet(new NetworkFault.Resets(1 << 20));
  }

  /** A download that ends in order, too early: never taken for a short object. */
  @Test
  default void aGetThatIsCutFails() throws IOException {
    assertBrokenGet(new NetworkFault.Cuts(1 << 20));
  }

  /** A listing that ends too early: never taken for a short one. */
  @Test
  default void aListingThatIsCutFails() throws IOException {
    for (int i = 0; i < 20; i++) {
      put("packs/a-name-of-some-length/" + i, bytes(1, 1));
    }
    proxy().inject(Direction.DOWNLOAD, new NetworkFault.Cuts(600));
    assertFailsForNow("list", () -> list(""));
    proxy().heal();
    assertEquals(20, list("").size());
  }

  /** A put whose answer is lost fails, and what it leaves is whole or nothing. */
  @Test
  default void aPutWithoutAnAnswerIsWholeOrNothing() throws Exception {
    put("packs/first", bytes(1, 1));
    byte[] bytes = bytes(2 << 20, 3);
    proxy().inject(Direction.DOWNLOAD, new NetworkFault.Resets(0));
    assertFailsForNow("put", () -> put("packs/a", bytes));
    proxy().heal();
    ObjectStore direct = another();
    if (direct.stat(name("packs/a"), Purpose.VERIFY).isPresent()) {
      assertArrayEquals(bytes, NetworkCases.readAll(direct, "packs/a"));
    }
    put("packs/a", bytes);
    assertArrayEquals(bytes, read("packs/a"));
  }

  /** A deletion whose answer is lost fails, and can be made again. */
  @Test
  default void aDeletionWithoutAnAnswerCanBeRepeated() throws IOException {
    put("packs/a", bytes(10, 1));
    put("packs/b", bytes(10, 1));
    proxy().inject(Direction.DOWNLOAD, new NetworkFault.Resets(0));
    assertFailsForNow("delete", () -> store().delete(List.of(name("packs/a")), Purpose.PRUNE));
    proxy().heal();
    store().delete(List.of(name("packs/a")), Purpose.PRUNE);
    assertEquals(List.of("packs/b"), list(""));
  }

  private void assertBrokenPut(NetworkFault fault) throws IOException {
    put("packs/first", bytes(1, 1));
    proxy().inject(Direction.UPLOAD, fault);
    assertFailsForNow("put", () -> put("packs/a", bytes(8 << 20, 2)));
    proxy().heal();
    assertEquals(Optional.empty(), another().stat(name("packs/a"), Purpose.VERIFY));
    put("packs/a", bytes(1_000, 3));
    assertArrayEquals(bytes(1_000, 3), read("packs/a"));
  }

  private void assertBrokenGet(NetworkFault fault) throws IOException {
    byte[] bytes = bytes(8 << 20, 1);
    put("packs/a", bytes);
    proxy().inject(Direction.DOWNLOAD, fault);
    assertFailsForNow("get", () -> read("packs/a"));
    proxy().heal();
    assertArrayEquals(bytes, read("packs/a"));
  }
}

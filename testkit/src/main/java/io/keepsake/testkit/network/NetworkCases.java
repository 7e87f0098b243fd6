package io.keepsake.testkit.network;

import static io.keepsake.testkit.storage.StoreCases.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreException.Retry;
import io.keepsake.testkit.proxy.FaultProxy;
import io.keepsake.testkit.storage.StoreCases;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.function.Executable;

/**
 * What the cases of the network contract share. {@link #store} goes through {@link #proxy}; {@link
 * #another} goes to the server itself and tells what has really become of the objects.
 */
public interface NetworkCases extends StoreCases {

  /**
   * How long a store under test waits for a connection, and for the next byte. Short, so that the
   * cases are; a store may take some of it more than once.
   */
  Duration IDLE = Duration.ofSeconds(3);

  /** What breaks the network between the store and its server. */
  FaultProxy proxy();

  /** A store on the case's own place, its server expected at that address. */
  ObjectStore openAt(String host, int port) throws StoreException;

  /** A store on the case's own place whose secret is not the right one. */
  ObjectStore openWithWrongCredentials() throws StoreException;

  /** A store in a bucket, container or directory that is not there. */
  ObjectStore openMissingContainer() throws StoreException;

  /** What must not appear in any message: passwords, keys and tokens the stores are opened with. */
  Set<String> secrets();

  /** One call of each sort, by its name: each ends at once or fails. */
  default Map<String, Executable> calls(ObjectStore store) {
    Map<String, Executable> calls = new LinkedHashMap<>();
    ObjectContent content = ObjectContent.of(new byte[100_000]);
    calls.put("put", () -> store.put(name("packs/new"), content, PutCondition.ANY, Purpose.BACKUP));
    calls.put("get", () -> readAll(store, "packs/old"));
    calls.put("stat", () -> store.stat(name("packs/old"), Purpose.VERIFY));
    calls.put("list", () -> store.list("", Optional.empty(), 10, Purpose.VERIFY));
    calls.put("delete", () -> store.delete(List.of(name("packs/old")), Purpose.PRUNE));
    return calls;
  }

  /** A whole object of a store. */
  static byte[] readAll(ObjectStore store, String object) throws Exception {
    try (InputStream in = store.get(name(object), ByteRange.ALL, Purpose.RESTORE)) {
      return in.readAllBytes();
    }
  }

  /** Whether a failure is of one kind and reads as a failure should. */
  default StoreException assertFailsWell(Kind kind, String what, Executable call) {
    StoreException failure = assertThrows(StoreException.class, call, what);
    assertEquals(kind, failure.kind(), () -> what + ": " + failure);
    assertReadsWell(failure);
    return failure;
  }

  /** Whether a failure is one that a second try may mend, and reads as a failure should. */
  default void assertFailsForNow(String what, Executable call) {
    StoreException failure = assertThrows(StoreException.class, call, what);
    assertNotEquals(Retry.NEVER, failure.kind().retry(), () -> what + ": " + failure);
    assertReadsWell(failure);
  }

  private void assertReadsWell(StoreException failure) {
    String message = String.valueOf(failure.getMessage());
    assertEquals(store().id(), failure.storeId());
    assertFalse(message.contains("\n"), () -> "not one sentence: " + message);
    for (Throwable each = failure; each != null; each = each.getCause()) {
      String text = each.toString();
      for (String secret : secrets()) {
        assertFalse(text.contains(secret), "a secret shows in a message");
      }
    }
  }
}

package io.keepsake.testkit.network;

import static io.keepsake.testkit.storage.StoreCases.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Reaching the server, and being let in. */
public interface AccessCases extends NetworkCases {

  /** Opens a store. */
  @FunctionalInterface
  interface Opening {
    /** A new store. */
    ObjectStore open() throws StoreException;
  }

  /** Without a fault, all calls go through. */
  @Test
  default void worksThroughTheProxy() throws Throwable {
    put("packs/old", bytes(1_000, 1));
    for (Executable call : calls(store()).values()) {
      call.execute();
    }
    assertEquals(List.of("packs/new"), list(""));
    assertTrue(proxy().connections() > 0, "the store went past the proxy");
  }

  /** With a wrong secret, each call is denied, and the message does not tell it. */
  @Test
  default void wrongCredentialsAreDenied() throws IOException {
    put("packs/old", bytes(1_000, 1));
    assertAllFail(Kind.DENIED, this::openWithWrongCredentials);
    assertArrayEquals(bytes(1_000, 1), read("packs/old"));
  }

  /** A bucket that is not there is told as such, not taken for an empty one. */
  @Test
  default void aMissingContainerIsNotFound() {
    for (String call : List.of("put", "list")) {
      assertFailsWell(Kind.NOT_FOUND, call, () -> callOn(this::openMissingContainer, call));
    }
  }

  /** A host whose name nobody knows is told with its name. */
  @Test
  default void anUnknownHostIsUnavailable() {
    String host = "no-such-host.invalid";
    StoreException failure =
        assertFailsWell(
            Kind.UNAVAILABLE, "list", () -> callOn(() -> openAt(host, proxy().port()), "list"));
    assertTrue(String.valueOf(failure.getMessage()).contains(host), failure::toString);
  }

  /** Nobody listens: told as unreachable, and forgotten as soon as somebody does. */
  @Test
  default void aRefusedConnectionIsUnavailable() throws IOException {
    put("packs/old", bytes(1_000, 1));
    proxy().refuse();
    calls(store()).forEach((name, call) -> assertFailsWell(Kind.UNAVAILABLE, name, call));
    proxy().heal();
    assertArrayEquals(bytes(1_000, 1), read("packs/old"));
  }

  /** A store that is opened while nobody listens fails then or at its first call. */
  @Test
  default void openingWithoutAServerIsUnavailable() {
    proxy().refuse();
    assertFailsWell(
        Kind.UNAVAILABLE,
        "list",
        () -> callOn(() -> openAt(proxy().host(), proxy().port()), "list"));
  }

  /** Connections that broke while nobody used them cost at most one failed call each. */
  @Test
  default void brokenIdleConnectionsAreReplaced() throws IOException {
    put("packs/old", bytes(1_000, 1));
    proxy().resetConnections();
    for (int i = 0; ; i++) {
      try {
        assertArrayEquals(bytes(1_000, 1), read("packs/old"));
        return;
      } catch (StoreException e) {
        assertTrue(i < 3 && e.kind() == Kind.UNAVAILABLE, e::toString);
      }
    }
  }

  private void assertAllFail(Kind kind, Opening opening) {
    for (String call : List.of("put", "get", "stat", "list", "delete")) {
      assertFailsWell(kind, call, () -> callOn(opening, call));
    }
  }

  private void callOn(Opening opening, String call) throws Throwable {
    try (ObjectStore store = opening.open()) {
      calls(store).getOrDefault(call, () -> {}).execute();
    }
  }
}

package io.keepsake.provider.azure;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.testkit.network.ServerPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a service or a network can answer, as people read it. */
class AzureRefusalTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final ObjectName NAME = new ObjectName("packs/a");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403 | AuthenticationFailed | DENIED | the account key is not one of account account",
        "403 | AuthorizationFailure | DENIED | and the firewall",
        "403 | AuthorizationPermissionMismatch | DENIED | Storage Blob Data Contributor",
        "403 | InsufficientAccountPermissions | DENIED | the account key may not do this",
        "403 | AccountIsDisabled | DENIED | is disabled",
        "401 | NoAuthenticationInformation | DENIED | the account key is not one of",
        "404 | ContainerNotFound | NOT_FOUND | account account has no container weddings",
        "404 | BlobNotFound | NOT_FOUND | there is no such object",
        "404 | '' | INVALID | is no blob service",
        "301 | '' | INVALID | is no blob service",
        "409 | ContainerBeingDeleted | UNAVAILABLE | is being deleted",
        "409 | BlobArchived | INVALID | archive tier",
        "409 | BlobImmutableDueToPolicy | DENIED | immutability policy",
        "412 | LeaseIdMissing | DENIED | break the lease",
        "429 | '' | THROTTLED | slow down",
        "503 | ServerBusy | THROTTLED | slow down",
        "500 | OperationTimedOut | TIMEOUT | took too long",
        "500 | InternalError | UNAVAILABLE | failed by itself",
        "502 | '' | UNAVAILABLE | failed by itself",
        "507 | '' | QUOTA | no room left",
      })
  void tellsWhatTheServiceAnswered(int status, String code, Kind kind, String words)
      throws Exception {
    try (StubService service = StubService.refusing(status, code);
        AzureStore store = new AzureStore(service.config(LONG))) {
      StoreException failure =
          assertSays(kind, words, () -> store.get(NAME, ByteRange.ALL, Purpose.RESTORE));
      assertTrue(failure.getMessage().contains("packs/a"), failure::toString);
      assertEquals(1, service.requests().size(), "a store tries once");
    }
  }

  @Test
  void aWrongClockIsToldAsSuch() throws Exception {
    Map<String, String> headers =
        Map.of(
            "x-ms-error-code",
            "AuthenticationFailed",
            "Date",
            StubService.date(Duration.ofMinutes(-20).minusSeconds(30)));
    byte[] answer = StubService.answer(403, headers, "");
    try (StubService service = new StubService((request, out) -> out.write(answer));
        AzureStore store = new AzureStore(service.config(LONG))) {
      assertSays(Kind.DENIED, "clock is 20 minutes ahead", () -> store.stat(NAME, Purpose.PROBE));
    }
  }

  @Test
  void signaturesThatTheServiceRepeatsAreNotPassedOn() throws Exception {
    String body =
        """
        <?xml version="1.0" encoding="utf-8"?><Error><Code>AuthenticationFailed</Code><Message>No.
        </Message><AuthenticationErrorDetail>The MAC signature found in the HTTP request 'c2lnbmF0dXJl'
        is not the same as any computed signature.</AuthenticationErrorDetail></Error>\
        """;
    Map<String, String> headers =
        Map.of("x-ms-error-code", "AuthenticationFailed", "Content-Type", "application/xml");
    byte[] answer = StubService.answer(403, headers, body);
    try (StubService service = new StubService((request, out) -> out.write(answer));
        AzureStore store = new AzureStore(service.config(LONG))) {
      StoreException failure =
          assertSays(
              Kind.DENIED,
              "copy it anew",
              () -> store.list("", Optional.empty(), 10, Purpose.VERIFY));
      for (Throwable each = failure; each != null; each = each.getCause()) {
        assertFalse(each.toString().contains("c2lnbmF0dXJl"), each::toString);
      }
    }
  }

  @Test
  void aWebPageIsNoListing() throws Exception {
    byte[] page = StubService.answer(200, Map.of("Content-Type", "text/html"), "<html>Log in<br>");
    try (StubService service = new StubService((request, out) -> out.write(page));
        AzureStore store = new AzureStore(service.config(LONG))) {
      assertSays(
          Kind.UNAVAILABLE,
          "not understood",
          () -> store.list("", Optional.empty(), 10, Purpose.VERIFY));
    }
  }

  @Test
  void damageOnTheWayThereIsNoticedByTheService() throws Exception {
    try (StubService service = StubService.refusing(400, "Md5Mismatch");
        AzureStore store = new AzureStore(service.config(LONG))) {
      assertSays(Kind.CORRUPT, "not those that were sent", () -> put(store, PutCondition.ANY));
    }
  }

  @Test
  void damageOnTheWayThereIsNoticedByTheStore() throws Exception {
    byte[] other = StubService.answer(201, Map.of("Content-MD5", "AAAAAAAAAAAAAAAAAAAAAA=="), "");
    try (StubService service = new StubService((request, out) -> out.write(other));
        AzureStore store = new AzureStore(service.config(LONG))) {
      assertSays(Kind.CORRUPT, "not those that were sent", () -> put(store, PutCondition.ANY));
    }
  }

  @Test
  void anUnknownHost() throws Exception {
    URI endpoint = URI.create("https://account.blob.core.invalid");
    try (AzureStore store = new AzureStore(StubService.config(endpoint, LONG, LONG))) {
      assertSays(
          Kind.UNAVAILABLE,
          "there is no host account.blob.core.invalid",
          () -> store.stat(NAME, Purpose.PROBE));
    }
  }

  @Test
  void aServerThatIsNotThere() throws Exception {
    int port = ServerPorts.free();
    URI endpoint = URI.create("http://127.0.0.1:" + port + "/account");
    try (AzureStore store = new AzureStore(StubService.config(endpoint, LONG, LONG))) {
      assertSays(Kind.UNAVAILABLE, "refuses connections", () -> store.stat(NAME, Purpose.PROBE));
    }
  }

  @Test
  void aServerThatEndsTheHandshake() throws Exception {
    try (StubService service = StubService.refusing(200, "")) {
      URI endpoint = URI.create("https://127.0.0.1:" + service.port() + "/account");
      try (AzureStore store = new AzureStore(StubService.config(endpoint, LONG, LONG))) {
        assertSays(Kind.UNAVAILABLE, "no secure connection", () -> store.stat(NAME, Purpose.PROBE));
      }
    }
  }

  @Test
  void aServerWithoutTls() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> refuse(plain));
      URI endpoint = URI.create("https://127.0.0.1:" + plain.getLocalPort() + "/account");
      try (AzureStore store = new AzureStore(StubService.config(endpoint, LONG, LONG))) {
        assertSays(Kind.INVALID, "does not speak TLS", () -> store.stat(NAME, Purpose.PROBE));
      }
    }
  }

  private static void refuse(ServerSocket plain) {
    try {
      while (true) {
        try (Socket socket = plain.accept()) {
          socket.getInputStream().read();
          socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
        }
      }
    } catch (IOException e) {
      // closed
    }
  }

  /** A full queue of connections that nobody accepts: the system answers none any more. */
  @Test
  void aServerThatAcceptsNothing() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket _ = new Socket(full.getInetAddress(), full.getLocalPort());
        Socket _ = new Socket(full.getInetAddress(), full.getLocalPort())) {
      URI endpoint = URI.create("http://127.0.0.1:" + full.getLocalPort() + "/account");
      try (AzureStore store =
          new AzureStore(StubService.config(endpoint, Duration.ofMillis(500), LONG))) {
        assertSays(Kind.TIMEOUT, "connect-timeout", () -> store.stat(NAME, Purpose.PROBE));
      }
    }
  }

  private static void put(AzureStore store, PutCondition condition) throws StoreException {
    store.put(NAME, ObjectContent.of(new byte[10]), condition, Purpose.BACKUP);
  }

  private static StoreException assertSays(Kind kind, String words, Executable call) {
    StoreException failure = assertThrows(StoreException.class, call);
    String message = String.valueOf(failure.getMessage());
    assertEquals(kind, failure.kind(), message);
    assertTrue(message.startsWith("Provider cloud could not "), message);
    assertTrue(message.contains(words), message);
    assertFalse(message.contains("\n"), message);
    return failure;
  }
}

package io.keepsake.provider.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.network.ServerPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every failure is one sentence with the provider, what was asked, why, and what to do. */
final class S3ErrorsTest {

  private static final String SECRET = "sTr0ng-secret-that-nobody-may-see";
  private static final ObjectName NAME = new ObjectName("packs/a");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          403 | AccessDenied                 | DENIED      | s3:ListBucket
          403 | InvalidAccessKeyId           | DENIED      | does not know the access key
          403 | SignatureDoesNotMatch        | DENIED      | secret access key does not fit
          400 | ExpiredToken                 | DENIED      | log in again
          403 | RequestTimeTooSkewed         | DENIED      | clock of this machine
          404 | NoSuchBucket                 | NOT_FOUND   | no bucket weddings
          301 | PermanentRedirect            | INVALID     | set the option region to eu-west-3
          400 | AuthorizationHeaderMalformed | INVALID     | set the option region to eu-west-3
          503 | SlowDown                     | THROTTLED   | slow down
          429 | TooManyRequestsException     | THROTTLED   | slow down
          503 | ServiceUnavailable           | UNAVAILABLE | try later
          500 | InternalError                | UNAVAILABLE | try later
          403 | QuotaExceeded                | QUOTA       | no room
          507 | XMinioStorageFull            | QUOTA       | no room
          400 | RequestTimeout               | TIMEOUT     | connection
          501 | NotImplemented               | INVALID     | does not know
          400 | BadDigest                    | CORRUPT     | changed on the way
          """)
  void tellsWhatTheServiceAnswers(int status, String code, Kind kind, String words)
      throws Exception {
    String message =
        "signed by AKIAIOSFODNN7EXAMPLE with %s; expecting 'eu-west-3'".formatted(SECRET);
    try (CannedService service =
            CannedService.failing(status, code, message, "x-amz-bucket-region: eu-west-3");
        ObjectStore store = open(service.endpoint().toString(), Map.of())) {
      StoreException failure = assertFails(kind, () -> list(store));
      assertTrue(failure.getMessage().contains(words), failure::getMessage);
      assertTrue(failure.getMessage().contains("list 'packs/'"), failure::getMessage);
      assertTrue(failure.getMessage().contains(code), failure::getMessage);
      assertEquals(1, service.heads().size(), "only core tries again");
    }
  }

  @Test
  void aPutThatIsDeniedIsToldByTheProbe() throws Exception {
    try (CannedService service = CannedService.failing(403, "AccessDenied", "no");
        ObjectStore store = open(service.endpoint().toString(), Map.of())) {
      StoreException failure = assertFails(Kind.DENIED, () -> put(store));
      assertTrue(failure.getMessage().contains("store packs/a"), failure::getMessage);
      assertTrue(failure.getMessage().contains("s3:PutObject"), failure::getMessage);
    }
  }

  @Test
  void aMissingBucketIsNoEmptyStore() throws Exception {
    try (CannedService service = CannedService.failing(404, "NoSuchBucket", "none");
        ObjectStore store = open(service.endpoint().toString(), Map.of())) {
      for (Executable call :
          List.<Executable>of(
              () -> store.stat(NAME, Purpose.OPEN),
              () -> store.get(NAME, ByteRange.ALL, Purpose.OPEN).close(),
              () -> list(store),
              () -> put(store))) {
        StoreException failure = assertFails(Kind.NOT_FOUND, call);
        assertTrue(failure.getMessage().contains("no bucket weddings"), failure::getMessage);
      }
    }
  }

  @Test
  void anUnknownHost() throws Exception {
    try (ObjectStore store = open("http://s3.nowhere.invalid:9000", Map.of())) {
      StoreException failure = assertFails(Kind.UNAVAILABLE, () -> list(store));
      assertTrue(failure.getMessage().contains("is not known"), failure::getMessage);
      assertTrue(failure.getMessage().contains("s3.nowhere.invalid"), failure::getMessage);
    }
  }

  @Test
  void aPortWhereNothingListens() throws Exception {
    int port = ServerPorts.free();
    try (ObjectStore store = open("http://127.0.0.1:" + port, Map.of())) {
      StoreException failure = assertFails(Kind.UNAVAILABLE, () -> list(store));
      assertTrue(failure.getMessage().contains("nothing accepts connections"), failure::getMessage);
    }
  }

  @Test
  void tlsWhereThereIsNone() throws Exception {
    try (CannedService service = CannedService.failing(400, "BadRequest", "no TLS");
        ObjectStore store = open("https://127.0.0.1:" + service.endpoint().getPort(), Map.of())) {
      StoreException failure = assertFails(Kind.INVALID, () -> list(store));
      assertTrue(failure.getMessage().contains("does not speak TLS"), failure::getMessage);
    }
  }

  @Test
  void aServiceThatNeverAnswers() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ObjectStore store =
            open("http://127.0.0.1:" + silent.getLocalPort(), Map.of("idle-timeout", "300ms"))) {
      StoreException failure = assertFails(Kind.TIMEOUT, () -> list(store));
      assertTrue(failure.getMessage().contains("127.0.0.1"), failure::getMessage);
    }
  }

  @Test
  void closingEndsACallUnderWay() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      ObjectStore store = open("http://127.0.0.1:" + silent.getLocalPort(), Map.of());
      Thread closer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (Socket connection = silent.accept()) {
                      assertEquals('G', connection.getInputStream().read()); // the call has begun
                      store.close();
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  });
      StoreException failure = assertFails(Kind.UNAVAILABLE, () -> list(store));
      assertTrue(failure.getMessage().contains("closed"), failure::getMessage);
      closer.join();
    }
  }

  @Test
  void anInterruptEndsACallUnderWayOnAPlatformThreadToo() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ObjectStore store = open("http://127.0.0.1:" + silent.getLocalPort(), Map.of())) {
      Thread caller = Thread.currentThread();
      Thread.ofVirtual()
          .start(
              () -> {
                try (Socket connection = silent.accept()) {
                  assertEquals('G', connection.getInputStream().read());
                  caller.interrupt();
                  assertTrue(connection.getInputStream().readAllBytes().length > 0);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      assertFails(Kind.INTERRUPTED, () -> list(store));
      assertTrue(Thread.interrupted(), "the flag was lost");
    }
  }

  @Test
  void noCredentialsAtAll() throws Exception {
    Map<String, String> options =
        Map.of("endpoint", "http://127.0.0.1:1", "profile", "no-such-profile-of-keepsake");
    StoreSettings settings = new StoreSettings("aws", URI.create("s3://weddings/a"), options);
    StoreException failure =
        assertThrows(
            StoreException.class,
            () -> {
              try (ObjectStore store = S3Store.open(S3Config.of(settings))) {
                list(store);
              }
            });
    assertEquals(Kind.DENIED, failure.kind(), failure::toString);
    assertTrue(failure.getMessage().contains("no usable credentials"), failure::getMessage);
  }

  @Test
  void anAnswerThatIsNoS3() throws Exception {
    try (CannedService service =
            CannedService.answering(head -> CannedService.answer(502, "<html>Bad gateway</html>"));
        ObjectStore store = open(service.endpoint().toString(), Map.of())) {
      assertFails(Kind.UNAVAILABLE, () -> list(store));
    }
  }

  @Test
  void anAnswerWithAnotherRangeIsNotTaken() throws Exception {
    try (CannedService service =
            CannedService.answering(head -> CannedService.answer(200, "all of the object"));
        ObjectStore store = open(service.endpoint().toString(), Map.of())) {
      assertFails(
          Kind.CORRUPT, () -> store.get(NAME, new ByteRange(3, 3), Purpose.RESTORE).close());
    }
  }

  private static void list(ObjectStore store) throws StoreException {
    store.list("packs/", Optional.empty(), 10, Purpose.VERIFY);
  }

  private static void put(ObjectStore store) throws StoreException {
    store.put(NAME, ObjectContent.of(new byte[] {1}), PutCondition.IF_ABSENT, Purpose.BACKUP);
  }

  private static StoreException assertFails(Kind kind, Executable call) {
    StoreException failure = assertThrows(StoreException.class, call);
    assertEquals(kind, failure.kind(), failure::toString);
    assertEquals("aws", failure.storeId());
    assertTrue(failure.getMessage().startsWith("Provider aws could not "), failure::getMessage);
    assertFalse(failure.getMessage().contains("\n"), failure::getMessage);
    for (Throwable each = failure; each != null; each = each.getCause()) {
      assertFalse(each.toString().contains(SECRET), "the secret shows");
      assertFalse(each.toString().contains("AKIAIOSFODNN7EXAMPLE"), "the key's id shows");
    }
    return failure;
  }

  private static ObjectStore open(String endpoint, Map<String, String> more) throws StoreException {
    Map<String, String> options =
        new HashMap<>(
            Map.of(
                "endpoint",
                endpoint,
                "region",
                "us-east-1",
                "access-key-id",
                "AKIAIOSFODNN7EXAMPLE",
                "secret-access-key",
                SECRET));
    options.putAll(more);
    return S3Store.open(
        S3Config.of(new StoreSettings("aws", URI.create("s3://weddings/a"), options)));
  }
}

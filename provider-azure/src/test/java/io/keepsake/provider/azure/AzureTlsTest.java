package io.keepsake.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.testkit.network.ServerCertificate;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that are trusted, and some that are not. */
@Timeout(60)
class AzureTlsTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir private static Path directory;
  private static SSLContext own;
  private static StubService service;

  @BeforeAll
  static void start() throws Exception {
    own = ServerCertificate.create(directory, "IP:127.0.0.1").context();
    service =
        new StubService(
            (request, out) -> out.write(StubService.page(Stream.of(), "")),
            own.getServerSocketFactory());
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
  }

  @Test
  void aCertificateOfAnAuthorityThatIsTrusted() throws Exception {
    SSLContext before = SSLContext.getDefault();
    SSLContext.setDefault(own);
    try (ObjectStore store = open("127.0.0.1")) {
      assertEquals(List.of(), list(store));
    } finally {
      SSLContext.setDefault(before);
    }
  }

  @Test
  void aCertificateThatSignedItself() {
    assertUntrusted("127.0.0.1");
  }

  @Test
  void aCertificateOfAnotherHost() throws Exception {
    SSLContext before = SSLContext.getDefault();
    SSLContext.setDefault(own);
    try {
      assertUntrusted("localhost");
    } finally {
      SSLContext.setDefault(before);
    }
  }

  private static void assertUntrusted(String host) {
    try (ObjectStore store = open(host)) {
      StoreException failure = assertThrows(StoreException.class, () -> list(store));
      String message = String.valueOf(failure.getMessage());
      assertEquals(Kind.INVALID, failure.kind(), message);
      assertTrue(message.startsWith("Provider cloud could not list '': "), message);
      assertTrue(message.contains("the certificate of " + host + " is not trusted"), message);
      assertTrue(message.contains("add its authority"), message);
    }
  }

  private static List<?> list(ObjectStore store) throws StoreException {
    return store.list("", Optional.empty(), 10, Purpose.OPEN).objects();
  }

  private static ObjectStore open(String host) {
    URI endpoint = URI.create("https://%s:%d/account".formatted(host, service.port()));
    return new AzureStore(StubService.config(endpoint, LONG, LONG));
  }
}

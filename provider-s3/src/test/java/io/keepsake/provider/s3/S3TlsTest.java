package io.keepsake.provider.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.network.ServerCertificate;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that are trusted, and some that are not. */
@Timeout(60)
final class S3TlsTest {

  private static final String TRUST = "javax.net.ssl.trustStore";
  private static final String PASSWORD = "javax.net.ssl.trustStorePassword";

  @TempDir private static Path directory;
  private static ServerCertificate certificate;
  private static CannedService service;

  @BeforeAll
  static void start() throws Exception {
    certificate = ServerCertificate.create(directory, "IP:127.0.0.1");
    String empty = "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>";
    service = CannedService.secure(certificate.context(), head -> CannedService.answer(200, empty));
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
  }

  @AfterEach
  void forget() {
    System.clearProperty(TRUST);
    System.clearProperty(PASSWORD);
  }

  @Test
  void aCertificateOfAnAuthorityThatIsTrusted() throws Exception {
    trust();
    try (ObjectStore store = open("127.0.0.1")) {
      assertEquals(List.of(), list(store));
    }
  }

  @Test
  void aCertificateThatSignedItself() throws Exception {
    try (ObjectStore store = open("127.0.0.1")) {
      assertUntrusted(store, "127.0.0.1");
    }
  }

  @Test
  void aCertificateOfAnotherHost() throws Exception {
    trust();
    try (ObjectStore store = open("localhost")) {
      assertUntrusted(store, "localhost");
    }
  }

  private static void assertUntrusted(ObjectStore store, String host) {
    StoreException failure = assertThrows(StoreException.class, () -> list(store));
    String message = String.valueOf(failure.getMessage());
    assertEquals(Kind.INVALID, failure.kind(), message);
    assertTrue(message.startsWith("Provider aws could not list '': "), message);
    assertTrue(message.contains("the certificate of https://" + host), message);
    assertTrue(message.contains("is not trusted"), message);
    assertTrue(message.contains("check the host, or add its authority"), message);
  }

  private static void trust() {
    System.setProperty(TRUST, certificate.store().toString());
    System.setProperty(PASSWORD, ServerCertificate.PASSWORD);
  }

  private static List<?> list(ObjectStore store) throws StoreException {
    return store.list("", Optional.empty(), 10, Purpose.OPEN).objects();
  }

  private static ObjectStore open(String host) throws StoreException {
    String endpoint = "https://" + host + ":" + service.endpoint().getPort();
    Map<String, String> options =
        Map.of("endpoint", endpoint, "access-key-id", "key", "secret-access-key", "secret");
    return S3Store.open(
        S3Config.of(new StoreSettings("aws", URI.create("s3://weddings/a"), options)));
  }
}

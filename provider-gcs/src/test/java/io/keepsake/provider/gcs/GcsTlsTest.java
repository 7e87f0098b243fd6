package io.keepsake.provider.gcs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.testkit.gcs.GcsServer;
import io.keepsake.testkit.network.ServerCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections through TLS, and a workload identity, whose tokens go through it only. */
@Timeout(120)
final class GcsTlsTest {

  private static final ObjectName NAME = new ObjectName("a");

  @TempDir private static Path directory;
  private static SSLContext own;
  private static GcsServer server;

  @BeforeAll
  static void start() throws Exception {
    own = ServerCertificate.create(directory, "IP:127.0.0.1").context();
    server = GcsServer.startTls(own);
    server.createBucket(Gcs.BUCKET);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aCertificateThatIsNotTrustedIsTold() throws Exception {
    try (ObjectStore store = Gcs.open("vault", Gcs.options(server))) {
      assertFails(Kind.INVALID, "is not trusted", store);
    }
  }

  @Test
  void aCertificateOfAnotherHostIsTold() throws Exception {
    SSLContext before = SSLContext.getDefault();
    SSLContext.setDefault(own);
    String endpoint = "https://localhost:" + server.port();
    try (ObjectStore store = Gcs.open("vault", Gcs.options(endpoint))) {
      assertFails(Kind.INVALID, "the certificate of " + endpoint + " is not trusted", store);
    } finally {
      SSLContext.setDefault(before);
    }
  }

  @Test
  void aServerWithoutTlsIsTold() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> refuse(plain));
      String endpoint = "https://127.0.0.1:" + plain.getLocalPort();
      try (ObjectStore store = Gcs.open("vault", Gcs.options(endpoint))) {
        assertFails(Kind.INVALID, "does not speak TLS", store);
      }
    }
  }

  @Test
  void aWorkloadIdentityGetsATokenForThatOfAnotherCloud() throws Exception {
    Path subject = directory.resolve("token");
    Path file = Files.writeString(directory.resolve("id.json"), server.workloadIdentity(subject));
    Map<String, String> options =
        Map.of(
            "endpoint", server.endpoint(),
            "credentials-file", file.toString(),
            "resumable-threshold", "0KiB");
    SSLContext before = SSLContext.getDefault();
    SSLContext.setDefault(own);
    try (ObjectStore store = Gcs.open("vault", options);
        ObjectStore later = Gcs.open("vault", options)) {
      store.put(NAME, ObjectContent.of(new byte[100_000]), PutCondition.IF_ABSENT, Purpose.BACKUP);
      assertEquals(
          List.of(NAME),
          store.list("", Optional.empty(), 9, Purpose.OPEN).objects().stream()
              .map(found -> found.name())
              .toList());
      Files.writeString(subject, "another");
      assertFails(Kind.DENIED, "the token service refused", later);
      Files.delete(subject);
      assertFails(Kind.DENIED, "cannot be used", later);
    } finally {
      SSLContext.setDefault(before);
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

  private static void assertFails(Kind kind, String words, ObjectStore store) {
    StoreException failure =
        assertThrows(StoreException.class, () -> store.list("", Optional.empty(), 9, Purpose.OPEN));
    String message = String.valueOf(failure.getMessage());
    assertEquals(kind, failure.kind(), message);
    assertTrue(message.startsWith("Provider gcp could not list ''"), message);
    assertTrue(message.contains(words), message);
  }
}

package io.keepsake.provider.local.vfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on Apache's FTP server with TLS, and whom it is believed. */
final class FtpsContractTest extends VfsContractTest {

  @TempDir private static Path directory;
  private static TestCertificate certificate;
  private static ApacheFtpServer server;

  @BeforeAll
  static void start() throws Exception {
    certificate = TestCertificate.make(directory, "ip:127.0.0.1");
    server =
        ApacheFtpServer.start(
            directory.resolve("files"), ApacheFtpServer.Tls.EXPLICIT, certificate.keys());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  StoreSettings settings(String place) {
    return settings(server.port(), place, Map.of("ca-file", certificate.certificate().toString()));
  }

  private static StoreSettings settings(int port, String place, Map<String, String> more) {
    Map<String, String> options = new HashMap<>(more);
    options.put("password", ApacheFtpServer.PASSWORD);
    options.put("connections", "40");
    return new StoreSettings(
        "box",
        URI.create("ftps://%s@127.0.0.1:%d/%s".formatted(ApacheFtpServer.USER, port, place)),
        options);
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefused() {
    StoreException failure =
        assertFails(
            Kind.DENIED,
            () -> new VfsStoreProvider().open(settings(server.port(), "x", Map.of())).close());
    assertTrue(String.valueOf(failure.getMessage()).contains("ca-file"), failure::toString);
  }

  @Test
  void aCertificateForAnotherHostIsRefused() throws Exception {
    Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
    TestCertificate other = TestCertificate.make(elsewhere, "dns:other.example");
    try (ApacheFtpServer impostor =
        ApacheFtpServer.start(elsewhere, ApacheFtpServer.Tls.EXPLICIT, other.keys())) {
      Map<String, String> options = Map.of("ca-file", other.certificate().toString());
      assertFails(
          Kind.DENIED,
          () -> new VfsStoreProvider().open(settings(impostor.port(), "x", options)).close());
    }
  }

  @Test
  void encryptionMayBeginWithTheFirstByte() throws Exception {
    Path files = directory.resolve("implicit");
    try (ApacheFtpServer implicit =
        ApacheFtpServer.start(files, ApacheFtpServer.Tls.IMPLICIT, certificate.keys())) {
      Map<String, String> options =
          Map.of("ca-file", certificate.certificate().toString(), "tls", "implicit");
      try (var store = new VfsStoreProvider().open(settings(implicit.port(), "vault", options))) {
        assertEquals("box", store.id());
        assertEquals("ftps://eva@127.0.0.1:%d/vault".formatted(implicit.port()), store.location());
      }
    }
  }
}

package io.keepsake.provider.local.webdav;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.network.ServerCertificate;
import io.keepsake.testkit.webdav.ApacheServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is said when something about the URL, the login or the certificate is wrong. */
@Timeout(60)
final class WebdavFailureTest {

  @TempDir private static Path directory;
  private static ApacheServer plain;
  private static ApacheServer encrypted;

  @BeforeAll
  static void start() throws Exception {
    ApacheContractTest.openTo(directory);
    plain = start("plain", ApacheServer.Login.BASIC, Optional.empty());
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    encrypted =
        start(
            "encrypted",
            ApacheServer.Login.NONE,
            Optional.of(ServerCertificate.create(elsewhere, "DNS:other.example")));
  }

  private static ApacheServer start(
      String name, ApacheServer.Login login, Optional<ServerCertificate> certificate)
      throws Exception {
    return ApacheServer.start(Files.createDirectory(directory.resolve(name)), login, certificate);
  }

  @AfterAll
  static void stop() {
    if (plain != null) {
      plain.close();
    }
    if (encrypted != null) {
      encrypted.close();
    }
  }

  private static String refusal(Kind kind, String url, Map<String, String> options) {
    StoreSettings settings = new StoreSettings("box", URI.create(url), options);
    StoreException failure =
        assertThrows(StoreException.class, () -> new WebdavStoreProvider().open(settings).close());
    assertEquals(kind, failure.kind(), failure::toString);
    return String.valueOf(failure.getMessage());
  }

  private static String at(String start, ApacheServer server, String path) {
    return start + "127.0.0.1:" + server.port() + path;
  }

  @Test
  void aWrongPasswordIsToldAndNotRepeated() {
    String told =
        refusal(
            Kind.DENIED, at("webdav://eva@", plain, "/dav/x"), Map.of("password", "wrong-horse"));
    assertTrue(told.contains("does not let user 'eva' in"), told);
    assertTrue(told.contains("password-file"), told);
    assertFalse(told.contains("wrong-horse"), told);
  }

  @Test
  void aMissingPasswordIsTold() {
    String told = refusal(Kind.DENIED, at("webdav://", plain, "/dav/x"), Map.of());
    assertTrue(told.contains("wants a login"), told);
  }

  @Test
  void aTokenThatIsNotTakenIsTold() {
    String told = refusal(Kind.DENIED, at("webdav://", plain, "/dav/x"), Map.of("token", "zebra"));
    assertTrue(told.contains("does not take the token"), told);
    assertFalse(told.contains("zebra"), told);
  }

  @Test
  void aDirectoryIsNotMadeWhereItsParentIsMissing() {
    String told =
        refusal(
            Kind.UNAVAILABLE,
            at("webdav://eva@", plain, "/dav/disk/vault"),
            Map.of("password", ApacheServer.PASSWORD));
    assertTrue(told.contains("no directory /dav/disk"), told);
  }

  @Test
  void aPlainWebServerIsNoWebdav() {
    String told = refusal(Kind.INVALID, at("webdav://", plain, "/plain/index.html"), Map.of());
    assertTrue(told.contains("no WebDAV"), told);
  }

  @Test
  void aFileIsNoDirectory() throws Exception {
    Files.writeString(plain.files().resolve("file"), "x");
    String told =
        refusal(
            Kind.INVALID,
            at("webdav://eva@", plain, "/dav/file"),
            Map.of("password", ApacheServer.PASSWORD));
    assertTrue(told.contains("not a directory"), told);
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefused() {
    String told = refusal(Kind.DENIED, at("webdavs://", encrypted, "/dav/x"), Map.of());
    assertTrue(told.contains("ca-file"), told);
  }

  @Test
  void aCertificateForAnotherHostIsRefused() {
    Map<String, String> options = Map.of("ca-file", encrypted.certificate().toString());
    refusal(Kind.DENIED, at("webdavs://", encrypted, "/dav/x"), options);
  }

  @Test
  void aServerWithoutTlsIsTold() {
    String told = refusal(Kind.INVALID, at("webdavs://", plain, "/dav/x"), Map.of());
    assertTrue(told.contains("does not speak TLS"), told);
  }

  @Test
  void aFileThatHoldsNoCertificateIsTold() throws Exception {
    Path empty = Files.createFile(directory.resolve("empty.pem"));
    String told =
        refusal(
            Kind.INVALID,
            at("webdavs://", encrypted, "/dav/x"),
            Map.of("ca-file", empty.toString()));
    assertTrue(told.contains("empty.pem"), told);
  }
}

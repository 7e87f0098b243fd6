package io.keepsake.provider.local.vfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.proxy.FaultProxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is said when an FTP server does not do what it should. */
@Timeout(60)
final class FtpFailureTest {

  @TempDir private Path directory;

  private static ObjectStore open(String url, Map<String, String> more) throws StoreException {
    Map<String, String> options = new HashMap<>(Map.of("idle-timeout", "1s"));
    options.putAll(more);
    return new VfsStoreProvider().open(new StoreSettings("box", URI.create(url), options));
  }

  private static String refusal(Kind kind, String url, Map<String, String> options) {
    StoreException failure = assertThrows(StoreException.class, () -> open(url, options).close());
    assertEquals(kind, failure.kind(), failure::toString);
    return String.valueOf(failure.getMessage());
  }

  @Test
  void aWrongPasswordIsToldAndNotRepeated() throws Exception {
    try (ApacheFtpServer server =
        ApacheFtpServer.start(directory, ApacheFtpServer.Tls.NONE, directory)) {
      String url = "ftp://eva@127.0.0.1:%d/vault".formatted(server.port());
      String told = refusal(Kind.DENIED, url, Map.of("password", "wrong-horse"));
      assertTrue(told.contains("does not let user 'eva' in"), told);
      assertTrue(told.contains("password-file"), told);
      assertFalse(told.contains("wrong-horse"), told);
    }
  }

  @Test
  void aDirectoryIsNotMadeWhereItsParentIsMissing() throws Exception {
    try (ApacheFtpServer server =
        ApacheFtpServer.start(directory, ApacheFtpServer.Tls.NONE, directory)) {
      String url = "ftp://eva@127.0.0.1:%d/disk/vault".formatted(server.port());
      String told = refusal(Kind.UNAVAILABLE, url, Map.of("password", ApacheFtpServer.PASSWORD));
      assertTrue(told.contains("no directory /disk"), told);
    }
  }

  @Test
  void nobodyListens() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String told = refusal(Kind.UNAVAILABLE, "ftp://127.0.0.1:%d/vault".formatted(port), Map.of());
    assertTrue(told.contains("no server answers on port " + port), told);
  }

  @Test
  void aServerThatSaysNothingIsNotWaitedForForEver() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String told =
          refusal(
              Kind.TIMEOUT, "ftp://127.0.0.1:%d/vault".formatted(silent.getLocalPort()), Map.of());
      assertTrue(told.contains("did not answer"), told);
    }
  }

  @Test
  void aServerWithoutTlsIsNotGivenThePassword() throws Exception {
    try (ApacheFtpServer server =
        ApacheFtpServer.start(directory, ApacheFtpServer.Tls.NONE, directory)) {
      String url = "ftps://eva@127.0.0.1:%d/vault".formatted(server.port());
      StoreException failure =
          assertThrows(
              StoreException.class,
              () -> open(url, Map.of("password", ApacheFtpServer.PASSWORD)).close());
      assertFalse(failure.toString().contains(ApacheFtpServer.PASSWORD), failure::toString);
    }
  }

  /** A connection that broke is not used again. */
  @Test
  void recoversWhenTheConnectionIsCut() throws Exception {
    try (ApacheFtpServer server =
            ApacheFtpServer.start(directory, ApacheFtpServer.Tls.NONE, directory);
        FaultProxy proxy = FaultProxy.to("127.0.0.1", server.port());
        ObjectStore store =
            open(
                "ftp://eva@127.0.0.1:%d/vault".formatted(proxy.port()),
                Map.of("password", ApacheFtpServer.PASSWORD))) {
      assertEquals(Optional.empty(), store.stat(name(), Purpose.BACKUP));
      proxy.resetConnections();
      assertThrows(StoreException.class, () -> store.stat(name(), Purpose.BACKUP));
      assertEquals(Optional.empty(), store.stat(name(), Purpose.BACKUP));
    }
  }

  private static ObjectName name() {
    return new ObjectName("packs/a");
  }
}

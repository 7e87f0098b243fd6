package io.keepsake.provider.local.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.provider.local.sftp.SftpConfig.HostKeyCheck;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs and options. */
final class SftpConfigTest {

  @ParameterizedTest
  @CsvSource({
    "sftp://nas/volume1/keepsake, nas, 22, /volume1/keepsake",
    "sftp://eva@nas.lan:2222/a%20b//c/, nas.lan, 2222, /a b/c",
    "SFTP://eva@10.0.0.1/~/backups/keepsake, 10.0.0.1, 22, ~/backups/keepsake",
    "sftp://eva@[::1]/k, [::1], 22, /k",
  })
  void readsUrls(String url, String host, int port, String path) throws Exception {
    SftpConfig config = config(url, Map.of());
    assertEquals(host, config.host());
    assertEquals(port, config.port());
    assertEquals(path, config.path());
    assertEquals(url.contains("eva@") ? "eva" : System.getProperty("user.name"), config.user());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sftp:nas/path",
        "sftp:///path",
        "sftp://nas",
        "sftp://nas/",
        "sftp://nas/~",
        "sftp://nas/~/",
        "sftp://nas/a/../b",
        "sftp://nas/a%0Ab",
        "sftp://nas/a?b",
        "sftp://nas/a#b",
        "sftp://nas:0/a",
        "sftp://nas:70000/a"
      })
  void refusesWhatIsNoDirectoryOnAServer(String url) {
    StoreException refused = assertThrows(StoreException.class, () -> config(url, Map.of()));
    assertEquals(Kind.INVALID, refused.kind());
    assertTrue(refused.getMessage().startsWith("Provider nas: "), refused.getMessage());
  }

  @Test
  void readsOptions() throws Exception {
    SftpConfig config =
        config(
            "sftp://nas/k",
            Map.of(
                "host-key-check", "accept-new",
                "connect-timeout", "500ms",
                "idle-timeout", "2m",
                "connections", "7",
                "known-hosts-file", "~/hosts",
                "agent", "never"));
    assertEquals(HostKeyCheck.ACCEPT_NEW, config.hostKeyCheck());
    assertEquals(Duration.ofMillis(500), config.connectTimeout());
    assertEquals(Duration.ofMinutes(2), config.idleTimeout());
    assertEquals(7, config.connections());
    assertEquals(Path.of(System.getProperty("user.home"), "hosts"), config.knownHosts());
    assertEquals(Optional.empty(), config.login().agent());
  }

  @Test
  void usuallyChecksHostKeysStrictly() throws Exception {
    SftpConfig config = config("sftp://nas/k", Map.of());
    assertEquals(HostKeyCheck.STRICT, config.hostKeyCheck());
    assertEquals(Duration.ofSeconds(10), config.connectTimeout());
    assertEquals(Duration.ofSeconds(30), config.idleTimeout());
  }

  @ParameterizedTest
  @CsvSource({
    "private-key, 'did you mean ''private-key-file''?'",
    "conect-timeout, 'did you mean ''connect-timeout''?'",
  })
  void anUnknownOptionIsToldWithTheNearest(String name, String hint) {
    String message = refusal(Map.of(name, "x"));
    assertTrue(message.contains("'" + name + "'") && message.contains(hint), message);
    assertTrue(message.contains("known-hosts-file"), "all options are listed: " + message);
  }

  @ParameterizedTest
  @CsvSource({
    "connect-timeout, soon",
    "connect-timeout, 0s",
    "idle-timeout, -1s",
    "connections, 0",
    "connections, many",
    "host-key-check, no",
    "agent, yes",
    "private-key-file, /nowhere/id_ed25519",
    "password-file, /nowhere/password",
    "password-env, KEEPSAKE_TEST_NOT_SET",
  })
  void aWrongValueIsToldWithItsOption(String name, String value) {
    String message = refusal(Map.of(name, value));
    assertTrue(message.contains(name), message);
  }

  @Test
  void aSecretComesFromAFileAndShowsNowhere(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("password"), "tulip 7\r\n");
    SftpConfig config = config("sftp://nas/k", Map.of("password-file", file.toString()));
    assertEquals(
        Secret.copyOf("tulip 7".getBytes(StandardCharsets.US_ASCII)),
        config.login().password().orElseThrow());
    assertFalse(config.toString().contains("tulip"), config.toString());
    String message = refusal(Map.of("password-file", file.toString(), "password", "tulip 7"));
    assertTrue(message.contains("only one of"), message);
    assertFalse(message.contains("tulip"), message);
  }

  private static String refusal(Map<String, String> options) {
    StoreException refused =
        assertThrows(StoreException.class, () -> config("sftp://nas/k", options));
    assertEquals(Kind.INVALID, refused.kind());
    return String.valueOf(refused.getMessage());
  }

  private static SftpConfig config(String url, Map<String, String> options) throws StoreException {
    return SftpConfig.of(new StoreSettings("nas", URI.create(url), options));
  }
}

package io.keepsake.provider.local.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.provider.local.remote.RemoteException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SmbConfigTest {

  private static final Map<String, String> PASSWORD = Map.of("password", "giraffe");

  private static SmbConfig of(String url, Map<String, String> options) throws StoreException {
    return SmbConfig.of(new StoreSettings("nas", URI.create(url), options));
  }

  private static String refusal(String url, Map<String, String> options) {
    StoreException failure = assertThrows(StoreException.class, () -> of(url, options));
    assertEquals(Kind.INVALID, failure.kind());
    return String.valueOf(failure.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "smb://eva@nas/disk/a/b, nas, disk, a\\b, smb://eva@nas/disk/a/b, 445",
    "smb://eva@nas:4445//disk//a/, nas, disk, a, smb://eva@nas:4445/disk/a, 4445",
    "SMB://eva@[::1]/my%20disk, ::1, my disk, '', smb://eva@[::1]/my disk, 445",
  })
  void readsUrls(String url, String host, String share, String below, String location, int port)
      throws Exception {
    SmbConfig config = of(url, PASSWORD);
    assertEquals(host, config.host());
    assertEquals(share, config.share());
    assertEquals(below, SmbNames.below(config.url().path()));
    assertEquals(location, config.location().replace("SMB", "smb"));
    assertEquals(port, config.port());
    assertEquals(Duration.ofSeconds(30), config.idleTimeout());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "smb:nas/a",
        "smb:///a",
        "smb://eva@nas",
        "smb://eva@nas/a?b",
        "smb://eva@nas:0/a",
        "smb://eva@nas/a/b:c",
        "smb://eva@nas/a/b./c"
      })
  void refusesOtherUrls(String url) {
    assertTrue(refusal(url, PASSWORD).contains("is not the URL of a directory"));
  }

  @Test
  void asksForALogin() throws StoreException {
    assertTrue(refusal("smb://nas/a", PASSWORD).contains("smb://user@nas/a"));
    assertTrue(refusal("smb://nas/a", Map.of()).contains("set guest to allowed"));
    assertTrue(refusal("smb://eva@nas/a", Map.of()).contains("password-file"));
    assertTrue(
        refusal("smb://eva@nas/a", Map.of("user", "adam", "password", "x"))
            .contains("not in both"));
    assertTrue(
        refusal("smb://nas/a", Map.of("guest", "allowed", "encrypt", "required"))
            .contains("no keys"));
    assertTrue(of("smb://nas/a", Map.of("guest", "allowed")).user().isEmpty());
    assertEquals("adam", of("smb://nas/a", Map.of("user", "adam", "password", "x")).user().get());
  }

  @Test
  void holdsThePasswordAndDoesNotTellIt() throws StoreException {
    SmbConfig config = of("smb://eva@nas/a", PASSWORD);
    assertFalse(config.toString().contains("giraffe"), config::toString);
  }

  /** As Linux and macOS write such names. */
  @ParameterizedTest
  @CsvSource({
    "a:b, a\uF022b",
    "'a. ', 'a.\uF028'",
    "..., ..\uF029",
    "'\"*<>?|', \uF020\uF021\uF023\uF024\uF025\uF027",
    "packs, packs"
  })
  void writesNamesThatWindowsLacks(String name, String written) throws RemoteException {
    assertEquals(written, SmbNames.below("/share/" + name));
    assertEquals(name, SmbNames.decode(written));
  }

  @Test
  void refusesNamesThatLookWritten() {
    assertThrows(RemoteException.class, () -> SmbNames.below("/share/a\uF022b"));
  }
}

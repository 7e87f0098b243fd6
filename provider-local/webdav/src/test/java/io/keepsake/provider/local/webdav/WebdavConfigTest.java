package io.keepsake.provider.local.webdav;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WebdavConfigTest {

  static WebdavConfig of(String url, Map<String, String> options) throws StoreException {
    return WebdavConfig.of(new StoreSettings("box", URI.create(url), options));
  }

  private static String refusal(String url, Map<String, String> options) {
    StoreException failure = assertThrows(StoreException.class, () -> of(url, options));
    assertEquals(Kind.INVALID, failure.kind());
    return String.valueOf(failure.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "webdavs://eva@nas/a/b, https://nas/x, webdavs://eva@nas/a/b, 443",
    "webdav://nas:8080//a//b/, http://nas:8080/x, webdav://nas:8080/a/b, 80",
    "WEBDAVS://[::1]:8443/a%20b, https://[::1]:8443/x, webdavs://[::1]:8443/a b, 8443",
  })
  void readsUrls(String url, String address, String location, int port) throws StoreException {
    WebdavConfig config = of(url, Map.of());
    assertEquals(URI.create(address), config.address("/x"));
    assertEquals(location, config.location());
    assertEquals(config.url().port().orElse(port), config.port());
    assertEquals(Duration.ofSeconds(30), config.idleTimeout());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "webdavs:nas/a",
        "webdavs:///a",
        "webdavs://nas",
        "webdavs://nas/a?b",
        "webdavs://nas:0/a"
      })
  void refusesOtherUrls(String url) {
    assertTrue(refusal(url, Map.of()).contains("is not the URL of a directory"));
  }

  @Test
  void aPasswordNeedsAUser() {
    assertTrue(
        refusal("webdavs://nas/a", Map.of("password", "giraffe")).contains("webdavs://user@nas/a"));
    assertTrue(
        refusal("webdavs://eva@nas/a", Map.of("password", "giraffe", "token", "zebra"))
            .contains("not both"));
  }

  /** Nobody has asked for it yet, so it is refused before anything is sent. */
  @Test
  void aTokenIsNotSentThroughANetworkThatIsNotEncrypted() throws StoreException {
    String told = refusal("webdav://nas/a", Map.of("token", "zebra"));
    assertTrue(told.contains("webdavs://") && told.contains("clear-password"), told);
    assertFalse(told.contains("zebra"), told);
    of("webdav://nas/a", Map.of("token", "zebra", "clear-password", "allowed"));
    of("webdav://127.0.0.1/a", Map.of("token", "zebra"));
    of("webdavs://nas/a", Map.of("token", "zebra"));
  }

  @Test
  void holdsThePasswordAndDoesNotTellIt() throws StoreException {
    WebdavConfig config = of("webdavs://eva@nas/a", Map.of("password", "giraffe"));
    assertFalse(config.toString().contains("giraffe"), config::toString);
  }
}

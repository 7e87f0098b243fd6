package io.keepsake.provider.local.vfs;

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
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VfsConfigTest {

  private static VfsConfig of(String url, Map<String, String> options) throws StoreException {
    return VfsConfig.of(new StoreSettings("box", URI.create(url), options));
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://eva@nas/a/b, explicit, 21, ftp://eva@nas/a/b",
    "ftp://nas:2121//a//b/, explicit, 2121, ftp://nas:2121/a/b",
    "ftps://eva@nas/a%20b, explicit, 21, ftps://eva@nas/a b",
    "ftps://eva@nas/a, implicit, 990, ftps://eva@nas/a",
  })
  void readsUrls(String url, String tls, int port, String location) throws StoreException {
    VfsConfig config = of(url, Map.of("tls", tls));
    assertEquals(port, config.port());
    assertEquals(location, config.location());
  }

  @Test
  void hasDefaults() throws StoreException {
    VfsConfig config = of("ftp://nas/a", Map.of());
    assertEquals(Optional.empty(), config.user());
    assertEquals(Duration.ofSeconds(10), config.connectTimeout());
    assertEquals(Duration.ofSeconds(30), config.idleTimeout());
    assertEquals(8, config.connections());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp:nas/a",
        "ftp:///a",
        "ftp://nas",
        "ftp://nas/",
        "ftp://nas/a/../b",
        "ftp://nas/a?b",
        "ftp://nas/a#b",
        "ftp://nas:0/a",
      })
  void refusesOtherUrls(String url) {
    StoreException failure = assertThrows(StoreException.class, () -> of(url, Map.of()));
    assertEquals(Kind.INVALID, failure.kind());
    assertTrue(String.valueOf(failure.getMessage()).contains("directory"), failure::toString);
  }

  @Test
  void holdsThePasswordAndDoesNotTellIt() throws StoreException {
    VfsConfig config = of("ftp://eva@nas/a", Map.of("password", "giraffe"));
    assertTrue(config.password().isPresent());
    assertFalse(config.toString().contains("giraffe"), config::toString);
  }
}

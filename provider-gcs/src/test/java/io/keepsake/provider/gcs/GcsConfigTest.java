package io.keepsake.provider.gcs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.storage.StorageClass;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GcsConfigTest {

  @Test
  void readsWhatIsGiven() throws Exception {
    GcsConfig config =
        config(
            "gs://weddings/2026%20June/keepsake/",
            Map.of(
                "endpoint", "http://127.0.0.1:4443/",
                "project", "weddings-1",
                "credentials-file", "/etc/keepsake/gcp.json",
                "storage-class", "Nearline",
                "part-size", "512KiB",
                "connect-timeout", "3s",
                "idle-timeout", "2m"));
    assertEquals(new GcsPlace("weddings", "2026 June/keepsake/"), config.place());
    assertEquals("http://127.0.0.1:4443", config.connection().root());
    assertEquals(Optional.of("weddings-1"), config.connection().project());
    assertEquals(
        new GcsIdentity.CredentialsFile(Path.of("/etc/keepsake/gcp.json")), config.identity());
    assertEquals(
        new GcsUpload(512 << 10, 64 << 20, Optional.of(StorageClass.NEARLINE)), config.upload());
    assertEquals(Duration.ofSeconds(3), config.connection().connectTimeout());
    assertEquals(Duration.ofMinutes(2), config.connection().idleTimeout());
  }

  @Test
  void hasDefaults() throws Exception {
    GcsConfig config = config("gs://weddings", Map.of());
    assertEquals(new GcsPlace("weddings", ""), config.place());
    assertEquals("gs://weddings", config.place().toString());
    assertEquals(new GcsIdentity.Default(), config.identity());
    assertEquals(new GcsUpload(16 << 20, 64 << 20, Optional.empty()), config.upload());
    assertEquals(Duration.ofSeconds(10), config.connection().connectTimeout());
    assertEquals(Duration.ofSeconds(30), config.connection().idleTimeout());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gs:weddings",
        "gs:///weddings",
        "gs://Weddings/x",
        "gs://we",
        "gs://weddings/a?b",
        "gs://weddings/a#b",
        "gs://weddings/a//b",
        "gs://weddings/../b",
        "gs://user@weddings/b"
      })
  void refusesWhatIsNoBucket(String url) {
    String message = refused(url, Map.of());
    assertTrue(message.contains("gcp"), message);
  }

  @Test
  void refusesAPrefixThatLeavesNoRoomForNames() {
    refused("gs://weddings/" + "p".repeat(124), Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "endpoint, ftp://host",
    "endpoint, https://user:pass@host",
    "credentials, some",
    "storage-class, cold",
    "part-size, 100KiB",
    "part-size, 300KiB",
    "part-size, 16",
    "connect-timeout, 0s",
    "idle-timeout, soon"
  })
  void refusesValuesThatCannotBe(String name, String value) {
    String message = refused("gs://weddings", Map.of(name, value));
    assertTrue(message.contains("option " + name), message);
  }

  @Test
  void offersTheNearestOption() {
    String message = refused("gs://weddings", Map.of("partsize", "16MiB"));
    assertTrue(message.contains("did you mean 'part-size'?"), message);
    assertTrue(message.contains("idle-timeout"), message);
  }

  @Test
  void noCredentialsAndAFileExcludeEachOther() {
    refused("gs://weddings", Map.of("credentials", "none", "credentials-file", "/x"));
  }

  private static String refused(String url, Map<String, String> options) {
    StoreException refused = assertThrows(StoreException.class, () -> config(url, options));
    assertEquals(Kind.INVALID, refused.kind());
    assertEquals("gcp", refused.storeId());
    return String.valueOf(refused.getMessage());
  }

  private static GcsConfig config(String url, Map<String, String> options) throws StoreException {
    return GcsConfig.of(new StoreSettings("gcp", URI.create(url), options));
  }
}

package io.keepsake.provider.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class S3ConfigTest {

  private static final String SECRET = "sTr0ng-secret";

  @Test
  void opensWithoutConnecting() throws Exception {
    ObjectStoreProvider provider = new S3StoreProvider();
    assertEquals("s3", provider.name());
    assertEquals(Set.of("s3"), provider.schemes());
    assertEquals(ObjectStoreProvider.SPI_VERSION, provider.spiVersion());
    Map<String, String> options = Map.of("endpoint", "http://127.0.0.1:1");
    try (ObjectStore store =
        provider.open(new StoreSettings("aws", URI.create("s3://weddings/a"), options))) {
      assertEquals("s3://weddings/a at http://127.0.0.1:1", store.location());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "s3://weddings,weddings,''",
    "s3://weddings/,weddings,''",
    "s3://weddings/a,weddings,a/",
    "s3://weddings/a/b/,weddings,a/b/",
    "s3://under_score/a%20b,under_score,a b/",
    "s3://my.bucket.name/%C3%A9,my.bucket.name,é/"
  })
  void readsUrls(String url, String bucket, String prefix) throws Exception {
    S3Place place = config(url, Map.of()).place();
    assertEquals(bucket, place.bucket());
    assertEquals(prefix, place.prefix());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3:///prefix",
        "s3:weddings",
        "s3://localhost:9000/weddings",
        "s3://key@weddings/a",
        "s3://weddings/a?b",
        "s3://weddings/a#b",
        "s3://weddings/a//b",
        "s3://weddings/../b",
        "s3://w/a",
        "s3://weddings/too-long-0123456789012345678901234567890123456789012345678901234567890123456789"
            + "01234567890123456789012345678901234567890123456789012345678901234567890123456789"
      })
  void refusesWhatNamesNoPlace(String url) {
    assertInvalid(url, Map.of(), "cannot be used");
  }

  @Test
  void anUnknownOptionIsToldWithTheNearest() {
    StoreException failure = assertInvalid("s3://weddings/a", Map.of("storageclass", "X"), "aws");
    assertTrue(failure.getMessage().contains("did you mean 'storage-class'?"), failure::getMessage);
    assertTrue(failure.getMessage().contains("idle-timeout"), failure::getMessage);
  }

  @ParameterizedTest
  @CsvSource({
    "endpoint,minio:9000",
    "endpoint,https://user:sTr0ng-secret@minio:9000",
    "endpoint,https://minio/path",
    "region,eu west",
    "path-style,perhaps",
    "storage-class,glacier",
    "storage-class,DEEP_ARCHIVE",
    "sse,DES",
    "sse-kms-key-id,abc",
    "tags,a",
    "tags,=b",
    "part-size,4MiB",
    "part-size,16",
    "connect-timeout,0s",
    "idle-timeout,2h",
    "max-connections,0",
    "access-key-id,AKIAX",
    "secret-access-key,sTr0ng-secret",
    "session-token,sTr0ng-secret",
    "external-id,abc",
    "secret-access-key-env,KEEPSAKE_NO_SUCH_VARIABLE",
    "profile,''"
  })
  void refusesAndNamesTheOption(String option, String value) {
    assertInvalid("s3://weddings/a", Map.of(option, value), option.replace("-env", ""));
  }

  @Test
  void readsAllOptions(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("secret"), SECRET + "\n");
    S3Config config =
        config(
            "s3://weddings/a",
            Map.ofEntries(
                Map.entry("endpoint", "https://s3.example.com:9000"),
                Map.entry("region", "eu-west-1"),
                Map.entry("path-style", "false"),
                Map.entry("access-key-id", "AKIAX"),
                Map.entry("secret-access-key-file", file.toString()),
                Map.entry("role-arn", "arn:aws:iam::1:role/r"),
                Map.entry("external-id", "x"),
                Map.entry("storage-class", "standard_ia"),
                Map.entry("sse", "aws:kms"),
                Map.entry("sse-kms-key-id", "k"),
                Map.entry("tags", "team=photos, keep=long"),
                Map.entry("part-size", "8MiB"),
                Map.entry("connect-timeout", "1s"),
                Map.entry("idle-timeout", "500ms"),
                Map.entry("max-connections", "7")));
    assertEquals(
        new S3Connection(
            Optional.of(URI.create("https://s3.example.com:9000")),
            Optional.of("eu-west-1"),
            Optional.of(false),
            Duration.ofSeconds(1),
            Duration.ofMillis(500),
            7),
        config.connection());
    assertEquals(
        new S3Upload(
            Optional.of("STANDARD_IA"),
            Optional.of("aws:kms"),
            Optional.of("k"),
            Map.of("team", "photos", "keep", "long"),
            8 << 20),
        config.upload());
    assertEquals(SECRET, S3Credentials.text(config.credentials().keys().orElseThrow().secret()));
    assertEquals("keepsake", config.credentials().role().orElseThrow().sessionName());
    assertFalse(config.toString().contains(SECRET), "the secret shows");
  }

  private static StoreException assertInvalid(
      String url, Map<String, String> options, String words) {
    StoreException failure = assertThrows(StoreException.class, () -> config(url, options));
    assertEquals(Kind.INVALID, failure.kind());
    assertTrue(failure.getMessage().contains("aws"), failure::getMessage);
    assertTrue(failure.getMessage().contains(words), failure::getMessage);
    assertFalse(failure.getMessage().contains(SECRET), failure::getMessage);
    return failure;
  }

  private static S3Config config(String url, Map<String, String> options) throws StoreException {
    return S3Config.of(new StoreSettings("aws", URI.create(url), options));
  }
}

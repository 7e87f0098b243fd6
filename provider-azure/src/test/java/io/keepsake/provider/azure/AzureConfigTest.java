package io.keepsake.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** URLs and options as users write them. */
class AzureConfigTest {

  private static final String URL = "azblob://account/weddings/keepsake";
  private static final String KEY = "c2VjcmV0a2V5";
  private static final Map<String, String> ENVIRONMENT = Map.of("KEY", KEY, "EMPTY", " ");

  @Test
  void theProviderTellsWhatItOpens() {
    AzureStoreProvider provider = new AzureStoreProvider();
    assertEquals("azure", provider.name());
    assertEquals(Set.of("azblob"), provider.schemes());
    assertEquals(ObjectStoreProvider.SPI_VERSION, provider.spiVersion());
  }

  @Test
  void leavesOutWhatHasADefault() throws StoreException {
    AzureConfig config = config(URL, Map.of());
    assertEquals("account", config.account());
    assertEquals("weddings", config.container());
    assertEquals("keepsake/", config.prefix());
    assertEquals(URI.create("https://account.blob.core.windows.net"), config.access().endpoint());
    assertInstanceOf(AzureCredential.Platform.class, config.access().credential());
    assertEquals(Optional.empty(), config.tier());
    assertEquals(16 << 20, config.partSize());
    assertEquals(Duration.ofSeconds(10), config.connectTimeout());
    assertEquals(Duration.ofSeconds(30), config.idleTimeout());
    assertEquals("azblob://account/weddings/keepsake/", config.location());
  }

  @ParameterizedTest
  @CsvSource({
    "azblob://account/weddings, ''",
    "azblob://account/weddings/, ''",
    "azblob://account/weddings//a/b//, a/b/",
    "azblob://account/weddings/a%20b%3F, a b?/",
    "azblob://account/weddings/Hochzeit%20M%C3%BCller, Hochzeit Müller/",
  })
  void prefixes(String url, String prefix) throws StoreException {
    assertEquals(prefix, config(url, Map.of()).prefix());
  }

  @ParameterizedTest
  @CsvSource({
    "azblob:account/weddings, names no container",
    "azblob:///weddings, names no container",
    "azblob://account, names no container",
    "azblob://account/, names no container",
    "azblob://me@account/weddings, 3 to 24 lower-case letters",
    "azblob://account:80/weddings, 3 to 24 lower-case letters",
    "azblob://account/We, 3 to 63 lower-case letters",
    "azblob://account/a--b, single hyphens",
    "azblob://account/weddings/a/../b, An object name has no empty",
    "azblob://account/weddings?sig=topsecret, sas-token-file",
  })
  void refusesUrls(String url, String words) {
    assertInvalid(words, url, Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "acount-key, x, did you mean 'account-key-file' or",
    "region, x, The options are account-key",
    "part-size, 10, from 1 MiB to 1 GiB",
    "part-size, 5GiB, a size such as 16MiB",
    "part-size, 16M, a size such as 16MiB",
    "idle-timeout, 0, a time such as 30s",
    "idle-timeout, soon, a time such as 30s",
    "tier, archive, would wait hours",
    "tier, warm, 'tier is one of cold, cool, hot'",
    "endpoint, here, endpoint is a URL",
    "endpoint, ftp://host, endpoint is a URL",
    "endpoint, https://host/?sig=x, put a SAS token into sas-token-file",
    "endpoint, http://127.0.0.1:10000, signing in needs https",
    "account-key, not base64!, the account key is not one",
    "sas-token, https://host/?sv=1, the SAS token is not one",
    "account-key-env, NONE, 'account-key-env names the environment variable NONE, which is not"
        + " set'",
    "account-key-env, EMPTY, or is empty",
    "account-key-file, /nowhere, 'account-key-file names the file /nowhere, which cannot be read'",
    "connection-string, AccountName=other, is for account other",
    "connection-string, AccountName=account, neither AccountKey nor",
  })
  void refusesOptions(String name, String value, String words) {
    assertInvalid(words, URL, Map.of(name, value));
  }

  @Test
  void refusesOptionsThatContradict() {
    assertInvalid(
        "only one of", URL, Map.of("account-key-env", "KEY", "account-key-file", "/tmp/key"));
    assertInvalid("only one of", URL, Map.of("account-key-env", "KEY", "sas-token", "sig=a"));
    assertInvalid("leave them out", URL, Map.of("account-key-env", "KEY", "tenant-id", "a"));
    assertInvalid(
        "others could read the token",
        URL,
        Map.of("sas-token", "sv=1&sig=a", "endpoint", "http://host/account"));
  }

  @Test
  void takesAKeyFromAFileOrAVariable(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("key"), KEY + "\n");
    for (Map<String, String> options :
        Map.of("account-key-file", file.toString(), "account-key-env", "KEY", "account-key", KEY)
            .entrySet()
            .stream()
            .map(entry -> Map.of(entry.getKey(), entry.getValue()))
            .toList()) {
      AzureConfig config = config(URL, options);
      AzureCredential.AccountKey key =
          assertInstanceOf(AzureCredential.AccountKey.class, config.access().credential());
      assertEquals(KEY, AzureAccess.text(key.key()));
      assertFalse(config.toString().contains(KEY), "the key shows");
    }
  }

  @Test
  void takesATokenWithOrWithoutItsQuestionMark() throws StoreException {
    for (String token : new String[] {"?sv=1&sig=a%3D", "sv=1&sig=a%3D"}) {
      AzureCredential.SasToken sas =
          assertInstanceOf(
              AzureCredential.SasToken.class,
              config(URL, Map.of("sas-token", token)).access().credential());
      assertEquals("sv=1&sig=a%3D", AzureAccess.text(sas.token()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "se=2026-12-01T10%3A00%3A00Z&sig=a, 2026-12-01T10:00:00Z",
    "?sv=1&se=2026-12-01T10:00Z&sig=a, 2026-12-01T10:00:00Z",
    "sig=a&se=2026-12-01, 2026-12-01T00:00:00Z",
    "sig=a&se=2026-12-01T10%3A00%3A00%2B02%3A00, 2026-12-01T08:00:00Z",
    "sig=a&se=soon, ",
    "si=policy&sig=a, "
  })
  void tellsWhenATokenEnds(String token, Instant end) throws StoreException {
    StoreSettings settings =
        new StoreSettings("cloud", URI.create(URL), Map.of("sas-token", token));
    assertEquals(Optional.ofNullable(end), new AzureStoreProvider().credentialExpiry(settings));
  }

  @Test
  void onlyATokenEnds() throws StoreException {
    StoreSettings settings =
        new StoreSettings("cloud", URI.create(URL), Map.of("account-key", KEY));
    assertEquals(Optional.empty(), new AzureStoreProvider().credentialExpiry(settings));
  }

  @Test
  void withoutOptionsTheEnvironmentCounts() throws StoreException {
    StoreSettings settings = new StoreSettings("cloud", URI.create(URL), Map.of());
    Map<String, String> key = Map.of("AZURE_STORAGE_KEY", KEY);
    assertInstanceOf(
        AzureCredential.AccountKey.class, AzureConfig.of(settings, key).access().credential());
    Map<String, String> another = Map.of("AZURE_STORAGE_KEY", KEY, "AZURE_STORAGE_ACCOUNT", "b");
    assertInstanceOf(
        AzureCredential.Platform.class, AzureConfig.of(settings, another).access().credential());
    Map<String, String> string =
        Map.of("AZURE_STORAGE_CONNECTION_STRING", "BlobEndpoint=http://[::1]:1;AccountKey=" + KEY);
    assertEquals(
        URI.create("http://[::1]:1/account"), AzureConfig.of(settings, string).access().endpoint());
  }

  @Test
  void takesAConnectionString() throws StoreException {
    String text =
        "DefaultEndpointsProtocol=https;AccountName=account;AccountKey="
            + KEY
            + "==;EndpointSuffix=core.chinacloudapi.cn";
    AzureAccess access = config(URL, Map.of("connection-string", text.replace("==", ""))).access();
    assertEquals(URI.create("https://account.blob.core.chinacloudapi.cn"), access.endpoint());
    assertInstanceOf(AzureCredential.AccountKey.class, access.credential());
    String emulator = "BlobEndpoint=http://127.0.0.1:10000/account;AccountKey=" + KEY;
    assertEquals(
        URI.create("http://127.0.0.1:10000/account"),
        config(URL, Map.of("connection-string", emulator)).access().endpoint());
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:10000, http://127.0.0.1:10000/account",
    "http://127.0.0.1:10000/other/, http://127.0.0.1:10000/other",
    "http://localhost:1, http://localhost:1/account",
    "https://account.blob.core.usgovcloudapi.net/, https://account.blob.core.usgovcloudapi.net",
    "http://plain.example, http://plain.example",
  })
  void endpoints(String endpoint, String expected) throws StoreException {
    Map<String, String> options = Map.of("endpoint", endpoint, "account-key-env", "KEY");
    assertEquals(URI.create(expected), config(URL, options).access().endpoint());
  }

  @ParameterizedTest
  @CsvSource({"1048576, 1048576", "2048KiB, 2097152", "100MiB, 104857600"})
  void onePutTakesAPartAtLeast(String text, int bytes) throws StoreException {
    AzureConfig config = config(URL, Map.of("part-size", text));
    assertEquals(bytes, config.partSize());
    assertEquals(Math.max(bytes, 64 << 20), config.singlePutLimit());
  }

  private static AzureConfig config(String url, Map<String, String> options) throws StoreException {
    return AzureConfig.of(new StoreSettings("cloud", URI.create(url), options), ENVIRONMENT);
  }

  private static void assertInvalid(String words, String url, Map<String, String> options) {
    StoreException failure = assertThrows(StoreException.class, () -> config(url, options));
    String message = String.valueOf(failure.getMessage());
    assertEquals(Kind.INVALID, failure.kind(), message);
    assertTrue(message.startsWith("Provider cloud: "), message);
    assertTrue(message.contains(words), message);
    assertFalse(message.contains(KEY) || message.contains("topsecret"), message);
  }
}

package io.keepsake.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.network.ServerCertificate;
import io.keepsake.testkit.storage.ListingProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where credentials can come from, each in a process with an environment of its own. The machine's
 * identity is that of a container of App Service, because that of a virtual machine is told at an
 * address that no test can have, and other ways to sign in need Microsoft's own service.
 */
@Timeout(180)
class AzureEnvironmentTest {

  private static final String TOKEN = "access-token-that-nobody-may-see";
  private static final String HEADER = "identity-header-that-nobody-may-see";

  @TempDir private static Path directory;
  private static ServerCertificate certificate;
  private static StubService service;
  private static StubService identity;

  @TempDir private Path home;

  @BeforeAll
  static void start() throws Exception {
    certificate = ServerCertificate.create(directory, "IP:127.0.0.1");
    service =
        new StubService(
            AzureEnvironmentTest::serve, certificate.context().getServerSocketFactory());
    identity = new StubService(AzureEnvironmentTest::identify);
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
    identity.close();
  }

  @Test
  void theMachinesIdentity() throws Exception {
    assertLets(signIn(Map.of(), environment("/token")));
  }

  @Test
  void oneOfSeveralIdentitiesOfTheMachine() throws Exception {
    assertLets(signIn(Map.of("client-id", "backup"), environment("/several")));
  }

  @Test
  void anIdentityThatTheMachineDoesNotHave() throws Exception {
    String said = signIn(Map.of("client-id", "other"), environment("/several"));
    assertFails(said, "this machine offers no credential that Azure takes");
  }

  @Test
  void anIdentityThatMayNotDoThis() throws Exception {
    String said = signIn(Map.of(), environment("/stranger"));
    assertFails(said, "give it the right (with roles: Storage Blob Data Contributor)");
  }

  @Test
  void none() throws Exception {
    assertFails(signIn(Map.of(), Map.of()), "sign in with 'az login'");
  }

  @Test
  void whatTheAzProgramTakesFromTheEnvironment() throws Exception {
    Azurite server = Azurite.running();
    AzureConfig config = server.newContainer();
    try (AzureStore store = new AzureStore(config)) {
      ObjectContent content = ObjectContent.of(new byte[1]);
      store.put(new ObjectName("a"), content, PutCondition.ANY, Purpose.BACKUP);
    }
    String sas =
        server
            .container(config.container())
            .generateSas(
                new BlobServiceSasSignatureValues(
                    OffsetDateTime.now(ZoneOffset.UTC).plusHours(1),
                    BlobContainerSasPermission.parse("rl")));
    String connection =
        "AccountName=%s;AccountKey=%s;BlobEndpoint=%s"
            .formatted(Azurite.ACCOUNT, server.key(), server.endpoint());
    URI url = URI.create("azblob://%s/%s".formatted(Azurite.ACCOUNT, config.container()));
    Map<String, String> at = Map.of("endpoint", server.endpoint().toString());
    for (Map<String, String> environment :
        List.of(
            Map.of("AZURE_STORAGE_KEY", server.key()),
            Map.of("AZURE_STORAGE_SAS_TOKEN", sas),
            Map.of("AZURE_STORAGE_CONNECTION_STRING", connection))) {
      String said = ListingProcess.list(new StoreSettings("cloud", url, at), home, environment);
      assertLets(said);
      assertFalse(said.contains(server.key()) || said.contains("sig="), said);
    }
  }

  /** The blob service: lets in who shows the token, and tells strangers apart. */
  private static void serve(StubService.Request request, OutputStream out) throws IOException {
    String shown = request.header("authorization");
    if (shown.equals("Bearer " + TOKEN)) {
      out.write(StubService.page(Stream.of("vault/a"), ""));
    } else {
      out.write(
          StubService.refusal(
              403,
              shown.isEmpty() ? "NoAuthenticationInformation" : "AuthorizationPermissionMismatch"));
    }
  }

  /** The service of the machine that gives out tokens. */
  private static void identify(StubService.Request request, OutputStream out) throws IOException {
    String target = request.target();
    boolean several = target.startsWith("/several");
    if (!request.header("x-identity-header").equals(HEADER)
        || !target.contains("resource=https%3A%2F%2Fstorage.azure.com")
        || (several && !target.contains("client_id=backup"))) {
      String body = "{\"statusCode\": 400, \"message\": \"No identity for " + HEADER + "\"}";
      out.write(StubService.answer(400, Map.of("Content-Type", "application/json"), body));
      return;
    }
    String body =
        """
        {"access_token": "%s", "expires_on": "4070908800", "token_type": "Bearer",\
        "resource": "https://storage.azure.com"}\
        """
            .formatted(target.startsWith("/stranger") ? "other" + TOKEN : TOKEN);
    out.write(StubService.answer(200, Map.of("Content-Type", "application/json"), body));
  }

  private static Map<String, String> environment(String path) {
    return Map.of(
        "IDENTITY_ENDPOINT",
        "http://127.0.0.1:" + identity.port() + path,
        "IDENTITY_HEADER",
        HEADER);
  }

  private String signIn(Map<String, String> more, Map<String, String> environment)
      throws IOException {
    Map<String, String> options = new HashMap<>(more);
    options.put("endpoint", "https://127.0.0.1:" + service.port() + "/account");
    URI url = URI.create("azblob://account/weddings/vault");
    Map<String, String> all = new HashMap<>(environment);
    all.put("AZURE_TOKEN_CREDENTIALS", "prod"); // no tools of developers
    return ListingProcess.list(
        new StoreSettings("cloud", url, options),
        home,
        all,
        "-Djavax.net.ssl.trustStore=" + certificate.store(),
        "-Djavax.net.ssl.trustStorePassword=" + ServerCertificate.PASSWORD);
  }

  private static void assertLets(String said) {
    assertEquals("listed a", said.lines().reduce("", (first, last) -> last), said);
    assertClean(said);
  }

  private static void assertFails(String said, String words) {
    assertTrue(said.contains("failed DENIED Provider cloud could not list ''"), said);
    assertTrue(said.contains(words), said);
    assertClean(said);
  }

  private static void assertClean(String said) {
    assertFalse(said.contains(TOKEN), () -> "a token shows: " + said);
    assertFalse(said.contains(HEADER), () -> "the header shows: " + said);
  }
}

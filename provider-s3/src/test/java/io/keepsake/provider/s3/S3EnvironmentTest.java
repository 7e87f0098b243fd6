package io.keepsake.provider.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.storage.ListingProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where credentials can come from, each in a process with an environment of its own. */
@Timeout(120)
final class S3EnvironmentTest {

  private static final String ROLE = "arn:aws:iam::1:role/backup";

  @TempDir private Path home;
  private FakeAmazon amazon;

  @BeforeEach
  void start() throws IOException {
    amazon = FakeAmazon.start();
  }

  @AfterEach
  void stop() throws IOException {
    amazon.close();
  }

  @Test
  void aKeyInTheEnvironment() throws Exception {
    assertLets(list(Map.of(), key()));
  }

  @Test
  void aSecretInAVariableThatAnOptionNames() throws Exception {
    assertLets(
        list(
            Map.of("access-key-id", FakeAmazon.KEY, "secret-access-key-env", "THE_SECRET"),
            Map.of("THE_SECRET", FakeAmazon.SECRET)));
  }

  @Test
  void theProfileThatIsNamedAndTheDefaultOne() throws Exception {
    write("credentials", profile("default"));
    assertLets(list(Map.of(), Map.of()));
    write("credentials", profile("backup"));
    assertLets(list(Map.of("profile", "backup"), Map.of()));
    assertLets(list(Map.of(), Map.of("AWS_PROFILE", "backup")));
    assertFails("DENIED", "no usable credentials were found", list(Map.of(), unaided()));
  }

  @Test
  void aProfileThatTakesOnARole() throws Exception {
    write("credentials", profile("own"));
    write("config", "[profile backup]%nrole_arn = %s%nsource_profile = own%n".formatted(ROLE));
    assertLets(list(Map.of("profile", "backup"), roles()));
    assertTrue(amazon.wasAsked("POST / "), "no role was taken on");
  }

  @Test
  void aRoleThatAnOptionNames() throws Exception {
    assertLets(list(Map.of("role-arn", ROLE), key()));
    assertTrue(amazon.wasAsked("POST / "), "no role was taken on");
  }

  @Test
  void rolesMayBeGivenElsewhere() throws Exception {
    try (FakeAmazon elsewhere = FakeAmazon.start()) {
      Map<String, String> environment = new HashMap<>(key());
      environment.put("AWS_ENDPOINT_URL_STS", elsewhere.endpoint().toString());
      assertLets(list(Map.of("role-arn", ROLE), environment));
      assertTrue(elsewhere.wasAsked("POST / "), "no role was taken on there");
    }
    assertFalse(amazon.wasAsked("POST / "), "a role was taken on here");
  }

  @Test
  void aRoleThatIsRefused() throws Exception {
    String said = list(Map.of("role-arn", "arn:aws:iam::2:role/other"), key());
    assertFails("DENIED", "may not take on the role; check role-arn", said);
  }

  @Test
  void aWebIdentityInTheEnvironment() throws Exception {
    Map<String, String> environment = new HashMap<>(roles());
    environment.put("AWS_ROLE_ARN", ROLE);
    environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", token(FakeAmazon.SUBJECT).toString());
    assertLets(list(Map.of(), environment));
    assertTrue(amazon.wasAsked("POST / "), "no role was taken on");
  }

  @Test
  void aWebIdentityThatOptionsName() throws Exception {
    Path token = token(FakeAmazon.SUBJECT);
    Map<String, String> options =
        Map.of("role-arn", ROLE, "web-identity-token-file", token.toString());
    assertLets(list(options, unaided()));
    token(FakeAmazon.OLD_SUBJECT);
    assertFails("DENIED", "log in again or renew the token", list(options, unaided()));
  }

  @Test
  void theRoleOfAContainer() throws Exception {
    assertLets(
        list(
            Map.of(),
            Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", amazon.endpoint() + "/container")));
  }

  @Test
  void theRoleOfAnInstance() throws Exception {
    assertLets(
        list(Map.of(), Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", amazon.endpoint().toString())));
    assertTrue(amazon.wasAsked("PUT /latest/api/token"), "not asked as instances are now");
  }

  @Test
  void noneAtAll() throws Exception {
    assertFails("DENIED", "no usable credentials were found", list(Map.of(), unaided()));
  }

  private String list(Map<String, String> more, Map<String, String> environment)
      throws IOException {
    Map<String, String> options = new HashMap<>(more);
    options.put("endpoint", amazon.endpoint().toString());
    Map<String, String> all = new HashMap<>(environment);
    all.put("AWS_REGION", "eu-west-3");
    URI url = URI.create("s3://weddings/vault");
    return ListingProcess.list(new StoreSettings("aws", url, options), home, all);
  }

  private static Map<String, String> key() {
    return Map.of("AWS_ACCESS_KEY_ID", FakeAmazon.KEY, "AWS_SECRET_ACCESS_KEY", FakeAmazon.SECRET);
  }

  private Map<String, String> roles() {
    return Map.of("AWS_ENDPOINT_URL_STS", amazon.endpoint().toString());
  }

  /** Without this the metadata of an instance are waited for. */
  private static Map<String, String> unaided() {
    return Map.of("AWS_EC2_METADATA_DISABLED", "true");
  }

  private static String profile(String name) {
    return "[%s]%naws_access_key_id = %s%naws_secret_access_key = %s%n"
        .formatted(name, FakeAmazon.KEY, FakeAmazon.SECRET);
  }

  private void write(String file, String content) throws IOException {
    Files.writeString(Files.createDirectories(home.resolve(".aws")).resolve(file), content);
  }

  private Path token(String content) throws IOException {
    return Files.writeString(home.resolve("token"), content);
  }

  private static void assertLets(String said) {
    assertClean(said);
    assertEquals("listed a", said.lines().reduce("", (first, last) -> last), said);
  }

  private static void assertFails(String kind, String words, String said) {
    assertClean(said);
    assertTrue(said.contains("failed " + kind + " Provider aws could not list ''"), said);
    assertTrue(said.contains(words), said);
  }

  private static void assertClean(String said) {
    for (String secret : FakeAmazon.SECRETS) {
      assertFalse(said.contains(secret), () -> "a secret shows: " + said);
    }
  }
}

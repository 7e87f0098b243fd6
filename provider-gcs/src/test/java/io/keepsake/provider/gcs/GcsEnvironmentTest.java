package io.keepsake.provider.gcs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.gcs.GcsServer;
import io.keepsake.testkit.network.ServerCertificate;
import io.keepsake.testkit.storage.ListingProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The application default credentials, each sort in a process with an environment of its own. */
@Timeout(120)
final class GcsEnvironmentTest {

  private static final String FILE = "GOOGLE_APPLICATION_CREDENTIALS";

  @TempDir private Path home;

  @Test
  void aServiceAccountThatTheEnvironmentNames() throws Exception {
    try (GcsServer server = filled(GcsServer.start())) {
      Path file = Files.writeString(home.resolve("account.json"), server.serviceAccount());
      assertLets(list(server, Map.of(FILE, file.toString())));
      assertAsked(server, "POST /token");
    }
  }

  @Test
  void whatTheGcloudProgramHasStored() throws Exception {
    try (GcsServer server = filled(GcsServer.start())) {
      Path directory = Files.createDirectories(home.resolve(".config/gcloud"));
      Files.writeString(
          directory.resolve("application_default_credentials.json"), server.serviceAccount());
      assertLets(list(server, Map.of()));
    }
  }

  @Test
  void theAccountOfAMachineInTheCloud() throws Exception {
    try (GcsServer server = filled(GcsServer.start())) {
      assertLets(list(server, Map.of("GCE_METADATA_HOST", server.machineMetadata())));
      assertAsked(server, "GET /computeMetadata/v1/instance/service-accounts/default/token");
    }
  }

  @Test
  void aWorkloadIdentityThatTheEnvironmentNames() throws Exception {
    ServerCertificate own = ServerCertificate.create(home, "IP:127.0.0.1");
    try (GcsServer server = filled(GcsServer.startTls(own.context()))) {
      String content = server.workloadIdentity(home.resolve("token"));
      Path file = Files.writeString(home.resolve("identity.json"), content);
      assertLets(
          list(
              server,
              Map.of(FILE, file.toString()),
              "-Djavax.net.ssl.trustStore=" + own.store(),
              "-Djavax.net.ssl.trustStorePassword=" + ServerCertificate.PASSWORD));
      assertAsked(server, "POST /token");
    }
  }

  @Test
  void aMachineWithoutAnyIsToldWhatToDo() throws Exception {
    try (GcsServer server = filled(GcsServer.start())) {
      String said = list(server, Map.of("NO_GCE_CHECK", "true"));
      assertTrue(said.contains("failed DENIED Provider gcp could not be opened"), said);
      assertTrue(said.contains("no application default credentials"), said);
      assertTrue(said.contains("GOOGLE_APPLICATION_CREDENTIALS"), said);
    }
  }

  @Test
  void aFileThatIsNoneIsToldAndNotShown() throws Exception {
    try (GcsServer server = filled(GcsServer.start())) {
      Path file = Files.writeString(home.resolve("account.json"), "{\"private_key\": \"hush\"}");
      String said = list(server, Map.of(FILE, file.toString()));
      assertTrue(said.contains("failed DENIED Provider gcp could not be opened"), said);
      assertTrue(said.contains(file.toString()), said);
      assertFalse(said.contains("hush"), said);
    }
  }

  private static GcsServer filled(GcsServer server) {
    server.createBucket(Gcs.BUCKET);
    server.fill(Gcs.BUCKET, Stream.of("vault/a"));
    return server;
  }

  private String list(GcsServer server, Map<String, String> environment, String... options)
      throws IOException {
    StoreSettings settings =
        new StoreSettings(
            "gcp",
            URI.create("gs://" + Gcs.BUCKET + "/vault"),
            Map.of("endpoint", server.endpoint()));
    return ListingProcess.list(settings, home, environment, options);
  }

  private static void assertLets(String said) {
    assertEquals("listed a", said.lines().reduce("", (first, last) -> last), said);
    assertFalse(said.contains("ya29."), "the token shows");
  }

  private static void assertAsked(GcsServer server, String start) {
    assertTrue(
        server.requests().stream().anyMatch(line -> line.startsWith(start)),
        () -> server.requests().toString());
  }
}

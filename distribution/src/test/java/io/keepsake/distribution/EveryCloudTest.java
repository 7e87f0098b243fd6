package io.keepsake.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.testkit.azure.AzuriteServer;
import io.keepsake.testkit.gcs.GcsServer;
import io.keepsake.testkit.s3.S3ProxyServer;
import io.keepsake.testkit.ssh.OpenSshServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program as users get it keeps a folder in S3, Google's, Azure's and an SFTP store at once.
 */
final class EveryCloudTest {

  private static final String PASSPHRASE = "correct horse battery staple";

  @TempDir private static Path directory;
  private static Unpacked unpacked;
  private static Path pictures;

  /** What the vault file says of each provider, by its id. */
  private final Map<String, String> providers = new LinkedHashMap<>();

  private final Map<String, String> variables =
      new LinkedHashMap<>(Map.of("KEEPSAKE_PASSPHRASE", PASSPHRASE));

  @BeforeAll
  static void unpack() throws Exception {
    unpacked = Unpacked.into(directory);
    pictures = Files.createDirectories(directory.resolve("pictures/smith 2026"));
    Random random = new Random(9);
    for (int i = 0; i < 20; i++) {
      byte[] picture = new byte[100_000 + random.nextInt(1_000_000)];
      random.nextBytes(picture);
      Files.write(pictures.resolve("IMG_%04d.JPG".formatted(i)), picture);
    }
    Files.writeString(pictures.resolve("guests – Gäste.csv"), "name,table\n".repeat(5_000));
  }

  @Test
  void oneBackupGoesToAllAndEachRestoresItAlone() throws Exception {
    try (S3ProxyServer s3 = startS3();
        GcsServer google = startGoogle();
        AzuriteServer azure = startAzure();
        OpenSshServer nas = startNas()) {
      assertTrue(s3.port() > 0 && google.port() > 0 && nas.port() > 0 && azure.isRunning());
      Path all = vault("all", providers.keySet());
      succeed("init", "--vault", all.toString());
      succeed("backup", "--vault", all.toString(), pictures.toString());
      String checked = succeed("verify", "--data", "--vault", all.toString());
      assertTrue(checked.endsWith("no damage\n"), checked);
      for (String id : providers.keySet()) {
        Path target = directory.resolve("from-" + id);
        Path alone = vault("only-" + id, List.of(id));
        succeed("restore", "latest", "--vault", alone.toString(), "--target", target.toString());
        assertSameFiles(target.resolve(Path.of("/").relativize(pictures.toRealPath())));
      }
      for (String id : List.of("aws", "google", "azure")) {
        assertMissingContainerIsTold(id);
      }
    }
  }

  /** Not as a place that holds no vault: {@code keepsake init} would not help. */
  private void assertMissingContainerIsTold(String id) throws IOException, InterruptedException {
    Path file = vault("missing-" + id, List.of(id));
    Files.writeString(file, Files.readString(file).replace("weddings", "no-such-place"));
    Outcome outcome =
        unpacked.run(unpacked.launcher(), variables, "snapshots", "--vault", file.toString());
    assertEquals(1, outcome.code(), outcome.out() + outcome.err());
    assertTrue(outcome.err().contains("no-such-place"), outcome.err());
    assertFalse(outcome.err().contains("holds no vault"), outcome.err());
  }

  private S3ProxyServer startS3() throws Exception {
    S3ProxyServer server =
        S3ProxyServer.start(
            Path.of(System.getProperty("keepsake.s3proxy")),
            Files.createDirectories(directory.resolve("s3")));
    server.createBucket("weddings");
    variables.put("TEST_S3_SECRET", S3ProxyServer.SECRET_ACCESS_KEY);
    providers.put(
        "aws",
        """
        url: s3://weddings/vault
            endpoint: %s
            region: us-east-1
            access-key-id: %s
            secret-access-key-env: TEST_S3_SECRET
        """
            .formatted(server.endpoint(), S3ProxyServer.ACCESS_KEY_ID));
    return server;
  }

  private GcsServer startGoogle() throws Exception {
    GcsServer server = GcsServer.start();
    server.createBucket("weddings");
    Path credentials = directory.resolve("google.json");
    Files.writeString(credentials, server.serviceAccount());
    providers.put(
        "google",
        """
        url: gs://weddings/vault
            endpoint: %s
            credentials-file: %s
        """
            .formatted(server.endpoint(), credentials));
    return server;
  }

  private AzuriteServer startAzure() throws Exception {
    AzuriteServer server = AzuriteServer.start();
    server.createContainer("weddings");
    variables.put("TEST_AZURE_KEY", server.accountKey());
    providers.put(
        "azure",
        """
        url: azblob://%s/weddings/vault
            endpoint: %s
            account-key-env: TEST_AZURE_KEY
        """
            .formatted(AzuriteServer.ACCOUNT, server.endpoint()));
    return server;
  }

  private OpenSshServer startNas() throws Exception {
    OpenSshServer server = OpenSshServer.start(Files.createDirectories(directory.resolve("nas")));
    Path place = Files.createDirectories(directory.resolve("volume1")).resolve("vault");
    providers.put(
        "nas",
        """
        url: sftp://%s@127.0.0.1:%d%s
            private-key-file: %s
            known-hosts-file: %s
        """
            .formatted(
                System.getProperty("user.name"),
                server.port(),
                place,
                server.userKey(),
                server.knownHosts()));
    return server;
  }

  private Path vault(String name, Iterable<String> ids) throws IOException {
    StringBuilder yaml = new StringBuilder("providers:\n");
    for (String id : ids) {
      yaml.append("  - id: ").append(id).append("\n    ").append(providers.get(id));
    }
    return Files.writeString(directory.resolve(name + ".yaml"), yaml);
  }

  private String succeed(String... arguments) throws IOException, InterruptedException {
    Outcome outcome = unpacked.run(unpacked.launcher(), variables, arguments);
    assertEquals(0, outcome.code(), outcome.out() + outcome.err());
    return outcome.out();
  }

  private static void assertSameFiles(Path restored) throws IOException {
    assertEquals(names(pictures), names(restored));
    for (String name : names(pictures)) {
      assertEquals(-1, Files.mismatch(pictures.resolve(name), restored.resolve(name)), name);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.map(child -> child.getFileName().toString()).sorted().toList();
    }
  }
}

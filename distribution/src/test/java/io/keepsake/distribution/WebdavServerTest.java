package io.keepsake.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.testkit.network.ServerCertificate;
import io.keepsake.testkit.webdav.ApacheServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as users get it, with its trimmed runtime, keeps a folder on a WebDAV server. */
final class WebdavServerTest {

  private static final Map<String, String> SECRETS =
      Map.of("KEEPSAKE_PASSPHRASE", "with this ring", "KEEPSAKE_SECRETS_KEY_FILE", "secrets.key");

  @TempDir private static Path directory;
  private static Unpacked unpacked;
  private static ApacheServer server;

  @BeforeAll
  static void start() throws Exception {
    directory.toFile().setExecutable(true, false); // the server's processes run as another user
    unpacked = Unpacked.into(directory);
    server =
        ApacheServer.start(
            Files.createDirectory(directory.resolve("apache")),
            ApacheServer.Login.BASIC,
            Optional.of(ServerCertificate.create(directory, "IP:127.0.0.1")));
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void keepsAFolder() throws Exception {
    Path photos = Files.createDirectories(directory.resolve("photos"));
    byte[] photo = new byte[3_000_000];
    new Random(6).nextBytes(photo);
    Files.write(photos.resolve("cake.jpg"), photo);
    Path target = directory.resolve("restored");
    for (List<String> line :
        List.of(
            List.of("init"),
            List.of("backup", photos.toString()),
            List.of("verify", "--data"),
            List.of("restore", "latest", "--target", target.toString()))) {
      Outcome outcome = run(ApacheServer.PASSWORD, line);
      assertEquals(0, outcome.code(), outcome.out() + outcome.err());
      assertFalse((outcome.out() + outcome.err()).contains(ApacheServer.PASSWORD));
    }
    Path restored = target.resolve(Path.of("/").relativize(photos.toRealPath()));
    assertEquals(-1, Files.mismatch(photos.resolve("cake.jpg"), restored.resolve("cake.jpg")));
  }

  /** In one sentence, with what to do. */
  @Test
  void aWrongPasswordIsTold() throws Exception {
    Outcome outcome = run("wrong-horse", List.of("snapshots"));
    assertFalse(outcome.code() == 0, outcome.out() + outcome.err());
    assertTrue(outcome.err().contains("does not let user 'eva' in"), outcome.err());
    assertFalse(outcome.err().contains("wrong-horse"), outcome.err());
    assertFalse(outcome.err().contains("\tat "), outcome.err());
  }

  /** A new password is stored before the server knows it. */
  @Test
  void aStoredPasswordIsChangedWithoutDowntime() throws Exception {
    store(ApacheServer.PASSWORD);
    Path vault = vault("stored", "password-secret: box.password");
    assertEquals("", good("init", "--vault", vault.toString()).err());
    store("wrong-horse");
    Outcome old = good("snapshots", "--vault", vault.toString());
    assertTrue(
        old.err().contains("provider box refuses the newest value of 'box.password'"), old.err());
    good("secrets", "remove", "box.password");
    store(ApacheServer.PASSWORD);
    assertEquals("", good("snapshots", "--vault", vault.toString()).err());
    Outcome list = good("secrets", "list");
    assertTrue(list.out().matches("(?s).*box.password .* today +1 +box\n"), list.out());
  }

  private static void store(String password) throws Exception {
    Path typed = Files.writeString(directory.resolve("typed"), password);
    ProcessBuilder process =
        unpacked.process(unpacked.launcher(), SECRETS, "secrets", "set", "box.password", "--stdin");
    Outcome outcome = Outcome.of(process, unpacked.work(), typed);
    assertEquals(0, outcome.code(), outcome.err());
  }

  private static Outcome good(String... line) throws Exception {
    Outcome outcome = unpacked.run(unpacked.launcher(), SECRETS, line);
    assertEquals(0, outcome.code(), outcome.out() + outcome.err());
    String said = outcome.out() + outcome.err();
    assertFalse(said.contains(ApacheServer.PASSWORD) || said.contains("wrong-horse"), said);
    return outcome;
  }

  private static Outcome run(String password, List<String> line) throws Exception {
    Path vault = vault("vault", "password-env: TEST_WEBDAV_PASSWORD");
    String[] arguments =
        Stream.concat(line.stream(), Stream.of("--vault", vault.toString())).toArray(String[]::new);
    return unpacked.run(
        unpacked.launcher(),
        Map.of("KEEPSAKE_PASSPHRASE", "with this ring", "TEST_WEBDAV_PASSWORD", password),
        arguments);
  }

  private static Path vault(String name, String credential) throws Exception {
    return Files.writeString(
        directory.resolve(name + ".yaml"),
        """
        providers:
          - id: box
            url: webdavs://%s@127.0.0.1:%d/dav/%s
            ca-file: %s
            %s
        """
            .formatted(ApacheServer.USER, server.port(), name, server.certificate(), credential));
  }
}

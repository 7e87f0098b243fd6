package io.keepsake.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.UserManager;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.usermanager.PropertiesUserManagerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.WritePermission;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as users get it, with its trimmed runtime, keeps a folder on an FTP server. */
final class FtpServerTest {

  private static final String PASSWORD = "blue-giraffe-71";

  @TempDir private static Path directory;
  private static Unpacked unpacked;
  private static FtpServer server;
  private static String place;

  @BeforeAll
  static void start() throws Exception {
    unpacked = Unpacked.into(directory);
    ListenerFactory listening = new ListenerFactory();
    listening.setServerAddress("127.0.0.1");
    listening.setPort(0);
    Listener listener = listening.createListener();
    FtpServerFactory factory = new FtpServerFactory();
    factory.addListener("default", listener);
    factory.setUserManager(users());
    server = factory.createServer();
    server.start();
    place = "ftp://eva@127.0.0.1:%d/vault".formatted(listener.getPort());
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.stop();
    }
  }

  private static UserManager users() throws Exception {
    UserManager users = new PropertiesUserManagerFactory().createUserManager();
    BaseUser user = new BaseUser();
    user.setName("eva");
    user.setPassword(PASSWORD);
    user.setHomeDirectory(Files.createDirectories(directory.resolve("files")).toString());
    user.setAuthorities(List.of(new WritePermission()));
    users.save(user);
    return users;
  }

  @Test
  void keepsAFolder() throws Exception {
    Path photos = Files.createDirectories(directory.resolve("photos"));
    byte[] photo = new byte[3_000_000];
    new Random(5).nextBytes(photo);
    Files.write(photos.resolve("cake.jpg"), photo);
    Path vault = vault();
    Path target = directory.resolve("restored");
    for (List<String> line :
        List.of(
            List.of("init"),
            List.of("backup", photos.toString()),
            List.of("verify", "--data"),
            List.of("restore", "latest", "--target", target.toString()))) {
      Outcome outcome = run(vault, line);
      assertEquals(0, outcome.code(), outcome.out() + outcome.err());
      assertFalse((outcome.out() + outcome.err()).contains(PASSWORD), "a password is told");
    }
    Path restored = target.resolve(Path.of("/").relativize(photos.toRealPath()));
    assertEquals(-1, Files.mismatch(photos.resolve("cake.jpg"), restored.resolve("cake.jpg")));
  }

  /** In one sentence, with what to put where. */
  @Test
  void aMissingLibraryIsNamed() throws Exception {
    Unpacked incomplete = Unpacked.into(Files.createDirectories(directory.resolve("incomplete")));
    try (Stream<Path> jars = Files.list(incomplete.plugins().resolve("vfs"))) {
      for (Path jar : jars.filter(path -> path.toString().contains("commons-net")).toList()) {
        Files.delete(jar);
      }
    }
    Outcome outcome =
        incomplete.run(
            incomplete.launcher(),
            Map.of("KEEPSAKE_PASSPHRASE", "with this ring"),
            "init",
            "--to",
            place);
    assertEquals(2, outcome.code(), outcome.out() + outcome.err());
    assertTrue(outcome.err().contains("put commons-net into"), outcome.err());
    assertTrue(outcome.err().contains("plugins/vfs"), outcome.err());
    assertFalse(outcome.err().contains("\tat "), outcome.err());
  }

  private static Path vault() throws IOException {
    return Files.writeString(
        directory.resolve("vault.yaml"),
        """
        providers:
          - id: box
            url: %s
            password-env: TEST_FTP_PASSWORD
        """
            .formatted(place));
  }

  private static Outcome run(Path vault, List<String> line)
      throws IOException, InterruptedException {
    String[] arguments =
        Stream.concat(line.stream(), Stream.of("--vault", vault.toString())).toArray(String[]::new);
    return unpacked.run(
        unpacked.launcher(),
        Map.of("KEEPSAKE_PASSPHRASE", "with this ring", "TEST_FTP_PASSWORD", PASSWORD),
        arguments);
  }
}

package io.keepsake.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.testkit.smb.SambaServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as users get it, with its trimmed runtime, keeps a folder on a Samba server. */
final class SmbServerTest {

  @TempDir private static Path directory;
  private static Unpacked unpacked;
  private static SambaServer server;

  @BeforeAll
  static void start() throws Exception {
    unpacked = Unpacked.into(directory);
    server = SambaServer.start(Files.createDirectory(directory.resolve("samba")));
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
      Outcome outcome = run(SambaServer.PASSWORD, line);
      assertEquals(0, outcome.code(), outcome.out() + outcome.err());
      assertFalse((outcome.out() + outcome.err()).contains(SambaServer.PASSWORD));
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

  private static Outcome run(String password, List<String> line) throws Exception {
    Path vault =
        Files.writeString(
            directory.resolve("vault.yaml"),
            """
            providers:
              - id: nas
                url: smb://%s@127.0.0.1:%d/files/vault
                encrypt: required
                password-env: TEST_SMB_PASSWORD
            """
                .formatted(SambaServer.USER, server.port()));
    String[] arguments =
        Stream.concat(line.stream(), Stream.of("--vault", vault.toString())).toArray(String[]::new);
    return unpacked.run(
        unpacked.launcher(),
        Map.of("KEEPSAKE_PASSPHRASE", "with this ring", "TEST_SMB_PASSWORD", password),
        arguments);
  }
}

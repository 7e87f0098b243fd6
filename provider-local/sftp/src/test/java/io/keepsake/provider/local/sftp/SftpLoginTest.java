package io.keepsake.provider.local.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import io.keepsake.provider.local.sftp.SftpConfig.HostKeyCheck;
import io.keepsake.testkit.network.ServerPorts;
import io.keepsake.testkit.ssh.OpenSshServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Getting in, being refused, and knowing the server. */
final class SftpLoginTest {

  @TempDir private static Path directory;
  private static OpenSshServer server;

  @TempDir private Path temporary;

  @BeforeAll
  static void start() throws Exception {
    server = OpenSshServer.start(directory);
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aWrongKeyIsRefused() throws Exception {
    Path key = key("");
    StoreException refused = refusal(Map.of("private-key-file", key.toString()));
    assertEquals(Kind.DENIED, refused.kind());
    assertTrue(
        says(refused, "does not let user", "1 private key,", "no password"), refused::toString);
    assertFalse(refused.toString().contains("PRIVATE KEY"), refused::toString);
  }

  @Test
  void oneOfSeveralKeysIsEnough() throws Exception {
    open(Map.of("private-key-file", key("") + ", " + server.userKey()));
  }

  @Test
  void aLockedKeyNeedsItsPassphrase() throws Exception {
    Path key = key("rose garden");
    allow(key);
    Path right = Files.writeString(temporary.resolve("right"), "rose garden\n");
    Path wrong = Files.writeString(temporary.resolve("wrong"), "rose hill\n");
    open(Map.of("private-key-file", key.toString(), "passphrase-file", right.toString()));
    StoreException without = refusal(Map.of("private-key-file", key.toString()));
    assertTrue(says(without, "is locked", "passphrase-file"), without::toString);
    StoreException refused =
        refusal(Map.of("private-key-file", key.toString(), "passphrase-file", wrong.toString()));
    assertTrue(says(refused, "passphrase does not open"), refused::toString);
    assertFalse(refused.toString().contains("rose"), refused::toString);
  }

  @Test
  void aFileThatIsNoKeyIsToldAsSuch() throws Exception {
    Path key = Files.writeString(temporary.resolve("key"), "no key at all");
    StoreException refused = refusal(Map.of("private-key-file", key.toString()));
    assertEquals(Kind.INVALID, refused.kind());
  }

  @Test
  void theAgentLetsIn() throws Exception {
    Path socket = Path.of("/tmp").resolve("keepsake-agent-" + ProcessHandle.current().pid());
    Process agent =
        new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
            .redirectErrorStream(true)
            .redirectOutput(temporary.resolve("agent.log").toFile())
            .start();
    try {
      while (Files.notExists(socket)) {
        assertTrue(agent.isAlive(), "ssh-agent did not start");
        Thread.onSpinWait();
      }
      SftpConfig config = agentConfig(socket);
      RemoteException empty = assertThrows(RemoteException.class, () -> SftpFiles.open(config));
      assertEquals(Reason.DENIED, empty.reason());
      ProcessBuilder add =
          new ProcessBuilder("ssh-add", "-q", server.userKey().toString()).inheritIO();
      add.environment().put("SSH_AUTH_SOCK", socket.toString());
      assertEquals(0, add.start().waitFor());
      SftpFiles.open(config).close();
    } finally {
      agent.destroyForcibly().waitFor();
      Files.deleteIfExists(socket);
    }
  }

  private SftpConfig agentConfig(Path socket) {
    return new SftpConfig(
        "nas",
        System.getProperty("user.name"),
        "127.0.0.1",
        server.port(),
        temporary.toString(),
        new SftpLogin(
            List.of(),
            SftpLogin.Origin.NAMED,
            Optional.empty(),
            Optional.empty(),
            Optional.of(socket)),
        server.knownHosts(),
        HostKeyCheck.STRICT,
        Duration.ofSeconds(20),
        Duration.ofSeconds(20),
        1);
  }

  @Test
  void anUnknownServerIsRefusedWithItsKey() throws Exception {
    Path none = temporary.resolve("none");
    StoreException refused = refusal(knownHosts(none, "strict"));
    assertEquals(Kind.DENIED, refused.kind());
    String shown = OpenSshServer.run("ssh-keygen", "-lf", server.file("host_key.pub").toString());
    String fingerprint = List.of(shown.split(" ", -1)).get(1);
    assertTrue(says(refused, fingerprint, none.toString(), "accept-new"), refused::toString);
    assertFalse(Files.exists(none), "nothing is written down");
  }

  @Test
  void acceptNewWritesTheKeyDownOnceAndIsStrictThen() throws Exception {
    Path file = temporary.resolve("ssh/known_hosts");
    open(knownHosts(file, "accept-new"));
    open(knownHosts(file, "accept-new"));
    assertEquals(1, Files.readAllLines(file).size());
    open(knownHosts(file, "strict"));
  }

  @Test
  void aServerWithAnotherKeyIsRefusedEvenIfNewOnesAreAccepted() throws Exception {
    Path other = key("");
    String line =
        "[127.0.0.1]:%d %s".formatted(server.port(), Files.readString(Path.of(other + ".pub")));
    Path file = Files.writeString(temporary.resolve("known_hosts"), line);
    for (String check : List.of("strict", "accept-new")) {
      StoreException refused = refusal(knownHosts(file, check));
      assertEquals(Kind.DENIED, refused.kind());
      assertTrue(says(refused, "someone may be between"), refused::toString);
    }
    assertEquals(line, Files.readString(file));
  }

  @Test
  void aKeyOfAnotherTypeIsNotTakenForNew() throws Exception {
    Path other = temporary.resolve("rsa");
    OpenSshServer.run("ssh-keygen", "-q", "-t", "rsa", "-N", "", "-f", other.toString());
    String line =
        "[127.0.0.1]:%d %s".formatted(server.port(), Files.readString(Path.of(other + ".pub")));
    Path file = Files.writeString(temporary.resolve("known_hosts"), line);
    assertEquals(Kind.DENIED, refusal(knownHosts(file, "accept-new")).kind());
    assertEquals(line, Files.readString(file));
  }

  @Test
  void aMissingParentIsNotCreated() {
    StoreException refused =
        assertThrows(
            StoreException.class,
            () -> open(temporary.resolve("no/such"), keyOptions(), server.port()));
    assertEquals(Kind.UNAVAILABLE, refused.kind());
    assertTrue(says(refused, "has no directory", "create that directory"), refused::toString);
    assertFalse(Files.exists(temporary.resolve("no")));
  }

  @Test
  void anUnknownHostIsUnavailable() {
    StoreException failure =
        assertThrows(
            StoreException.class,
            () ->
                new SftpStoreProvider()
                    .open(
                        new StoreSettings(
                            "nas", URI.create("sftp://no-such-host.invalid/k"), keyOptions()))
                    .close());
    assertEquals(Kind.UNAVAILABLE, failure.kind());
    assertTrue(says(failure, "no-such-host.invalid", "check the URL"), failure::toString);
  }

  @Test
  void aClosedPortIsUnavailable() throws Exception {
    int port = ServerPorts.free();
    StoreException failure =
        assertThrows(StoreException.class, () -> open(temporary, keyOptions(), port));
    assertEquals(Kind.UNAVAILABLE, failure.kind());
    assertTrue(says(failure, "no SSH server answers on port " + port), failure::toString);
  }

  @Test
  void aServerThatSaysNothingIsATimeout() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Map<String, String> options = new HashMap<>(keyOptions());
      options.put("connect-timeout", "300ms");
      StoreException failure =
          assertThrows(StoreException.class, () -> open(temporary, options, silent.getLocalPort()));
      assertEquals(Kind.TIMEOUT, failure.kind(), failure::toString);
    }
  }

  private Path key(String passphrase) throws Exception {
    Path key = temporary.resolve("key-" + System.nanoTime());
    OpenSshServer.keygen(key, passphrase);
    return key;
  }

  private static void allow(Path key) throws Exception {
    Files.writeString(
        server.file("authorized_keys"),
        Files.readString(server.file("user_key.pub")) + Files.readString(Path.of(key + ".pub")));
  }

  private static Map<String, String> keyOptions() {
    return Map.of(
        "private-key-file", server.userKey().toString(),
        "known-hosts-file", server.knownHosts().toString());
  }

  private static Map<String, String> knownHosts(Path file, String check) {
    return Map.of(
        "private-key-file", server.userKey().toString(),
        "known-hosts-file", file.toString(),
        "host-key-check", check);
  }

  private void open(Map<String, String> options) throws StoreException {
    open(temporary.resolve("store"), options, server.port());
  }

  private static void open(Path place, Map<String, String> options, int port)
      throws StoreException {
    Map<String, String> all = new HashMap<>(options);
    all.putIfAbsent("known-hosts-file", server.knownHosts().toString());
    URI url = URI.create("sftp://127.0.0.1:%d%s".formatted(port, place));
    new SftpStoreProvider().open(new StoreSettings("nas", url, all)).close();
  }

  private StoreException refusal(Map<String, String> options) {
    StoreException refused = assertThrows(StoreException.class, () -> open(options));
    assertTrue(says(refused, "Provider nas could not connect to sftp://"), refused::toString);
    return refused;
  }

  private static boolean says(StoreException failure, String... parts) {
    String message = String.valueOf(failure.getMessage());
    return List.of(parts).stream().allMatch(message::contains);
  }
}

package io.keepsake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.Retention;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.storage.MemoryStore;
import io.keepsake.testkit.storage.MemoryStoreProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks are shown and extended: one provider locks, in memory, and one cannot. */
final class LockCommandTest {

  private final String space = "locks-" + UUID.randomUUID();

  @TempDir Path directory;
  private TestShell shell;
  private Path source;

  @BeforeEach
  void aVault() throws IOException {
    shell = new TestShell(directory);
    source = Files.createDirectories(directory.resolve("source"));
    run(0, "init --vault keepsake.yaml --to disk --to memory://" + space + " --new-key-file key");
    backup();
  }

  @AfterEach
  void forget() {
    MemoryStoreProvider.forget(space);
  }

  private void run(int code, String line) {
    assertEquals(code, shell.run(line.split(" ", -1)), () -> shell.out() + shell.err());
  }

  private String backup() throws IOException {
    Files.writeString(source.resolve("guests.csv"), "guest " + System.nanoTime());
    run(0, "backup source --json --key-file key");
    return text("\"id\":\"([0-9a-f]{64})\"");
  }

  private String text(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(shell.out());
    assertTrue(matcher.find(), () -> pattern + " is not in " + shell.out());
    return matcher.group(matcher.groupCount());
  }

  /** Lets the provider in memory lock, from now on. */
  private void lockFor(String mode, String time) throws IOException {
    Path file = directory.resolve("keepsake.yaml");
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.contains("object-lock:") && !line.contains("lock-for:")) {
        lines.add(line);
      }
      if (line.contains("memory://")) {
        lines.add("    object-lock: " + mode);
        lines.add("    lock-for: " + time);
      }
    }
    Files.write(file, lines);
  }

  private List<String> names() {
    try (MemoryStore store = MemoryStoreProvider.open("memory", space)) {
      return store.names().stream().map(ObjectName::value).toList();
    }
  }

  private Retention lockOf(String name) throws Exception {
    StoreSettings settings =
        new StoreSettings(
            "m",
            URI.create("memory://" + space),
            Map.of("object-lock", "governance", "lock-for", "1d"));
    try (ObjectStore store = new MemoryStoreProvider().open(settings)) {
      return store.locks().orElseThrow().read(new ObjectName(name), Purpose.VERIFY).orElseThrow();
    }
  }

  @Test
  void nothingIsLockedUntilItIsAskedFor() {
    run(0, "lock status --json");
    text("\"state\":\"cannot\"");
    assertFalse(shell.out().contains("\"state\":\"locks\""), shell.out());
    run(0, "lock");
    text("(?m)^no provider locks anything$");
    run(2, "lock extend");
    assertTrue(shell.err().contains("object-lock and lock-for"), shell.err());
  }

  @Test
  void whatWasStoredBeforeIsLockedByExtending() throws Exception {
    int before = names().size();
    lockFor("compliance", "30d");
    backup();
    run(3, "lock status --json");
    text("\"mode\":\"compliance\",\"lockForSeconds\":2592000");
    assertEquals(before, Integer.parseInt(text("\"unlocked\":([1-9][0-9]*)")));
    run(0, "lock extend");
    text("(?m)^every lock is as long as is wanted$");
    run(0, "lock extend --json");
    assertEquals("0", text("\"state\":\"locks\".*\"extended\":([0-9]+)"));
    run(0, "lock status --json");
    assertEquals(names().size(), Integer.parseInt(text("\"compliance\":([1-9][0-9]*)")));
    Instant month = Instant.now().plus(Duration.ofDays(30));
    assertTrue(lockOf("keepsake.json").until().isBefore(month.plusSeconds(2)));
    assertTrue(lockOf("keepsake.json").until().isAfter(month.minusSeconds(600)));
  }

  @Test
  void locksAreExtendedOnceTheyHaveLessThanIsWanted() throws Exception {
    lockFor("governance", "30d");
    run(0, "lock extend");
    run(0, "lock status");
    run(3, "lock status --at-least 31d");
    text("objects have less of a lock than is wanted; 'keepsake lock extend' makes it longer");
    lockFor("governance", "70d");
    run(3, "lock status");
    run(0, "lock extend");
    lockFor("compliance", "70d");
    run(3, "lock status");
    run(0, "lock extend --json");
    assertEquals(names().size(), Integer.parseInt(text("\"extended\":([1-9][0-9]*)")));
    run(0, "lock status --at-least 69d");
  }

  /** Any option may be a stored secret; the plugin in memory has no others to show that with. */
  @Test
  void storedSecretsAreLookedUp() throws Exception {
    lockFor("governance", "30d");
    shell.with("KEEPSAKE_SECRETS_KEY_FILE", "secrets.key");
    shell.input("30d\n".getBytes(StandardCharsets.UTF_8));
    run(0, "secrets set --stdin memory.time");
    Path file = directory.resolve("keepsake.yaml");
    Files.writeString(
        file, Files.readString(file).replace("lock-for: 30d", "lock-for-secret: memory.time"));
    run(3, "lock status");
    run(0, "lock extend");
    run(0, "lock status --json");
    text("\"mode\":\"governance\",\"lockForSeconds\":2592000");
    run(0, "lock status --needed --key-file key");
  }

  /** As on a monitor whose entry of the provider lacks the options. */
  @Test
  void whatIsNotLockedIsToldWhereNobodySaysHowToLock() throws Exception {
    int before = names().size();
    Path file = directory.resolve("keepsake.yaml");
    List<String> lines = Files.readAllLines(file);
    lockFor("governance", "30d");
    run(3, "lock status");
    Files.write(file, lines);
    run(3, "lock status");
    String words = "not set here: %d objects are not locked".formatted(before);
    assertTrue(shell.err().contains(words), shell.err());
    text("(?m)^not everything is as it should be; see above$");
    lockFor("governance", "30d");
    run(0, "lock extend");
    Files.write(file, lines);
    run(0, "lock status");
    run(3, "lock status --at-least 31d");
  }

  @Test
  void whatIsForgottenIsNotExtendedWithTheNeededAlone() throws Exception {
    lockFor("compliance", "30d");
    run(0, "lock extend");
    String first = stored("snapshots/([0-9a-f]{64})");
    backup();
    run(3, "forget " + first + " --yes --key-file key");
    assertTrue(shell.err().contains("locked in compliance mode until"), shell.err());
    lockFor("compliance", "80d");
    run(0, "lock extend --needed --key-file key --json");
    Instant far = Instant.now().plus(Duration.ofDays(60));
    assertTrue(lockOf("snapshots/" + first).until().isBefore(far));
    for (String name : names()) {
      boolean isSnapshotOrPack = name.startsWith("snapshots/") || name.startsWith("packs/");
      assertTrue(isSnapshotOrPack || lockOf(name).until().isAfter(far), name);
    }
    run(3, "lock status");
    run(0, "lock status --needed --key-file key");
    run(0, "lock extend");
    assertTrue(lockOf("snapshots/" + first).until().isAfter(far));
    run(0, "audit show --key-file key");
    text("lock-extend");
  }

  private String stored(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(String.join("\n", names()));
    assertTrue(matcher.find());
    return matcher.group(1);
  }

  @Test
  void wrongArgumentsAreTold() throws IOException {
    run(2, "lock status nowhere");
    assertTrue(shell.err().contains("There is no provider 'nowhere'"), shell.err());
    run(2, "lock status --at-least soon");
    assertTrue(shell.err().contains("--at-least is a time"), shell.err());
    run(2, "lock extend --key-file key");
    assertTrue(shell.err().contains("only needed with --needed"), shell.err());
    lockFor("compliance", "30y");
    run(2, "lock status");
    assertTrue(shell.err().contains("option lock-for is a time such as 12h or 30d"), shell.err());
  }
}

package io.keepsake.cli.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.RetentionLocks;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultKey;
import io.keepsake.core.vault.VaultSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The credentials of a provider are changed without a moment in which it cannot be used. */
final class RotationTest {

  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final StoreSettings NAS =
      new StoreSettings(
          "nas", URI.create("guarded://nas"), Map.of("password-secret", "nas.password"));
  private static final StoreSettings AWS =
      new StoreSettings(
          "aws",
          URI.create("guarded://aws"),
          Map.of("user-secret", "aws.user", "password-secret", "aws.key"));

  @TempDir Path directory;
  private final GuardedPlugins guarded = new GuardedPlugins();
  private Instant now = NOW;
  private final List<String> warnings = new ArrayList<>();
  private SecretsFile file;
  private Plugins plugins;

  @BeforeEach
  void aFile() throws UsageException {
    VaultKey key = new VaultKey.KeyFile(Secret.ofUtf8("k".repeat(40).toCharArray()));
    file = SecretsFile.create(directory.resolve("secrets"), key, Plugins.installed());
    plugins = new SecretPlugins(guarded, file, warnings::add, () -> now);
    set("nas.password", "old-rose");
  }

  @AfterEach
  void noneIsLeftOpen() {
    assertEquals(0, guarded.open());
    file.close();
  }

  private void set(String name, String value) throws UsageException {
    Secret secret = Secret.ofUtf8(value.toCharArray());
    SecretsChange.set(file, new SecretName(name), secret, NOW);
  }

  private StoredSecret stored(String name) throws UsageException {
    return file.read().find(new SecretName(name)).orElseThrow();
  }

  private ObjectStore open(StoreSettings settings) throws StoreException {
    return plugins.storage("guarded").orElseThrow().open(settings);
  }

  private static void ask(ObjectStore store) throws StoreException {
    store.stat(new ObjectName("a"), Purpose.PROBE);
  }

  private void ask(StoreSettings settings) throws StoreException {
    try (ObjectStore store = open(settings)) {
      ask(store);
    }
  }

  private void warned(int times, String... parts) {
    assertEquals(times, warnings.size(), warnings::toString);
    for (String part : parts) {
      assertTrue(warnings.getLast().contains(part), warnings::toString);
    }
    assertFalse(warnings.toString().contains("rose"), warnings::toString);
  }

  @Test
  void whatWorksIsNotedOnce() throws UsageException, StoreException {
    guarded.accept("ada:old-rose");
    ask(NAS);
    assertEquals(Set.of("nas"), stored("nas.password").newest().providers());
    ask(NAS);
    assertEquals(List.of("ada:old-rose", "ada:old-rose"), guarded.shown());
    warned(0);
  }

  @Test
  void theOldOneIsUsedUntilTheNewOneWorks() throws UsageException, StoreException {
    guarded.accept("ada:old-rose");
    ask(NAS);
    set("nas.password", "new-rose");
    guarded.shown();
    ask(NAS);
    assertEquals(List.of("ada:new-rose", "ada:old-rose"), guarded.shown());
    warned(1, "provider nas refuses the newest value of 'nas.password'");
    ask(NAS);
    warned(1);
    assertEquals(Set.of(), stored("nas.password").newest().providers());
    guarded.accept("ada:new-rose");
    guarded.shown();
    ask(NAS);
    assertEquals(List.of("ada:new-rose"), guarded.shown());
    assertEquals(Set.of("nas"), stored("nas.password").newest().providers());
  }

  @Test
  void onceTheNewOneHasWorkedTheOldOneIsNotShown() throws UsageException, StoreException {
    set("nas.password", "new-rose");
    guarded.accept("ada:new-rose");
    ask(NAS);
    guarded.accept("ada:old-rose");
    guarded.shown();
    StoreException denied = assertThrows(StoreException.class, () -> ask(NAS));
    assertEquals(Kind.DENIED, denied.kind());
    assertEquals(List.of("ada:new-rose"), guarded.shown());
  }

  @Test
  void ifNoneWorksTheRefusalOfTheNewestIsTold() throws UsageException {
    set("nas.password", "new-rose");
    guarded.accept();
    StoreException denied = assertThrows(StoreException.class, () -> ask(NAS));
    assertEquals("Provider nas refuses ada:***", denied.getMessage());
    guarded.askWhenOpened();
    denied = assertThrows(StoreException.class, () -> ask(NAS));
    assertEquals("Provider nas refuses ada:***", denied.getMessage());
    warned(0);
  }

  @Test
  void aServerMayRefuseWhenItIsOpened() throws UsageException, StoreException {
    set("nas.password", "new-rose");
    guarded.askWhenOpened();
    guarded.accept("ada:old-rose");
    ask(NAS);
    warned(1, "nas.password");
  }

  /** As an agent has it: the store is open while its secret is changed. */
  @Test
  void anOpenStoreFollows() throws UsageException, StoreException {
    guarded.accept("ada:old-rose");
    try (ObjectStore store = open(NAS)) {
      ask(store);
      set("nas.password", "new-rose");
      guarded.accept("ada:old-rose", "ada:new-rose");
      ask(store);
      guarded.accept("ada:new-rose"); // the old one is revoked
      ask(store);
      assertEquals(Set.of("nas"), stored("nas.password").newest().providers());
      assertEquals(List.of("ada:old-rose", "ada:new-rose"), guarded.shown());
    }
    warned(0);
  }

  /** A store that was opened with the old value, which is refused now. */
  private ObjectStore withTheOldOneRefused() throws UsageException, StoreException {
    guarded.accept("ada:old-rose");
    ObjectStore store = open(NAS);
    ask(store);
    set("nas.password", "new-rose");
    guarded.accept("ada:new-rose");
    return store;
  }

  private static Kind failure(ObjectStore store) {
    return assertThrows(StoreException.class, () -> ask(store)).kind();
  }

  @ParameterizedTest
  @EnumSource(names = {"NOT_FOUND", "ALREADY_EXISTS"})
  void whoAnswersAboutObjectsHasLetUsIn(Kind kind) throws UsageException, StoreException {
    try (ObjectStore store = withTheOldOneRefused()) {
      guarded.fail("ada:new-rose", kind);
      assertEquals(kind, failure(store));
      assertEquals(kind, failure(store));
      assertEquals(List.of("ada:old-rose", "ada:new-rose"), guarded.shown());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"THROTTLED", "UNAVAILABLE", "TIMEOUT"})
  void whoIsBusyHasRefusedNobody(Kind kind) throws UsageException, StoreException {
    try (ObjectStore store = withTheOldOneRefused()) {
      guarded.fail("ada:new-rose", kind);
      assertEquals(kind, failure(store));
      assertEquals(kind, failure(store));
      assertEquals(List.of("ada:old-rose", "ada:new-rose", "ada:new-rose"), guarded.shown());
      assertEquals(1, guarded.open());
    }
  }

  @Test
  void whoIsBusyWhenOpenedIsNotSaidToRefuse() throws UsageException {
    set("nas.password", "new-rose");
    guarded.accept();
    guarded.askWhenOpened();
    guarded.fail("ada:old-rose", Kind.UNAVAILABLE);
    StoreException busy = assertThrows(StoreException.class, () -> ask(NAS));
    assertEquals(Kind.UNAVAILABLE, busy.kind());
    assertEquals("Provider nas fails for ada:***", busy.getMessage());
  }

  @Test
  void aSecretThatIsGoneDoesNotHideTheRefusal() throws UsageException, StoreException {
    try (ObjectStore store = withTheOldOneRefused()) {
      file.change(content -> content.without(new SecretName("nas.password")));
      assertEquals(Kind.DENIED, failure(store));
    }
  }

  @Test
  void whatWasRefusedIsLeftAloneForAMinute() throws UsageException, StoreException {
    try (ObjectStore store = withTheOldOneRefused()) {
      guarded.accept();
      assertEquals(Kind.DENIED, failure(store));
      assertEquals(Kind.DENIED, failure(store));
      assertEquals(List.of("ada:old-rose", "ada:new-rose"), guarded.shown());
      now = NOW.plus(Refusals.PAUSE);
      assertEquals(Kind.DENIED, failure(store));
      assertEquals(List.of("ada:new-rose"), guarded.shown());
      guarded.accept("ada:red-rose");
      set("nas.password", "red-rose");
      ask(store);
      assertEquals(List.of("ada:red-rose"), guarded.shown());
    }
  }

  @Test
  void toTellOfItsRoomAStoreNeedNotAskAnybody() throws UsageException, StoreException {
    try (ObjectStore store = open(NAS)) {
      store.usage(Purpose.PROBE);
      assertEquals(Set.of(), stored("nas.password").newest().providers());
    }
  }

  @Test
  void locksFollowToo() throws UsageException, StoreException {
    try (ObjectStore store = open(NAS)) {
      guarded.accept("ada:old-rose");
      RetentionLocks locks = store.locks().orElseThrow();
      assertEquals(List.of(), locks.hidden(Optional.empty(), Purpose.VERIFY).objects());
      assertEquals(Set.of("nas"), stored("nas.password").newest().providers());
      set("nas.password", "new-rose");
      guarded.accept("ada:new-rose");
      assertEquals(List.of(), locks.hidden(Optional.empty(), Purpose.VERIFY).objects());
      assertEquals(Optional.empty(), locks.rule());
      assertEquals(Set.of("nas"), stored("nas.password").newest().providers());
    }
  }

  /** Two vaults may call two providers alike, and a provider may move. */
  @Test
  void anotherPlaceOfTheSameIdHasAcceptedNothing() throws UsageException, StoreException {
    set("nas.password", "new-rose");
    guarded.accept("ada:new-rose");
    ask(NAS);
    guarded.accept("ada:old-rose");
    ask(new StoreSettings("nas", URI.create("guarded://other"), NAS.options()));
    warned(1, "provider nas refuses the newest value of 'nas.password'");
    assertEquals(Set.of("nas"), stored("nas.password").newest().providers());
    assertEquals(1, stored("nas.password").newest().acceptedBy().size());
  }

  @Test
  void whatCannotBeNotedIsKnownToTheProcess() throws UsageException, IOException {
    set("nas.password", "new-rose");
    Path lock = directory.resolve("secrets.lock");
    Files.delete(lock);
    Files.createDirectory(lock);
    guarded.accept("ada:new-rose");
    ask(NAS);
    warned(1, "that provider nas accepts its secrets could not be noted");
    guarded.accept("ada:old-rose");
    guarded.shown();
    StoreException denied = assertThrows(StoreException.class, () -> ask(NAS));
    assertEquals(Kind.DENIED, denied.kind());
    assertEquals(List.of("ada:new-rose"), guarded.shown());
  }

  /** An access key has two parts, and they are stored one after the other. */
  @Test
  void twoSecretsChangeOneAfterTheOther() throws UsageException, StoreException {
    set("aws.user", "id0");
    set("aws.key", "rose0");
    guarded.accept("id0:rose0");
    ask(AWS);
    set("aws.user", "id1");
    set("aws.key", "rose1");
    guarded.accept("id1:rose1");
    ask(AWS);
    set("aws.user", "id2");
    guarded.shown();
    ask(AWS);
    assertEquals(List.of("id2:rose1", "id1:rose1"), guarded.shown());
    warned(1, "'aws.user'");
    guarded.accept("id2:rose2");
    set("aws.key", "rose2");
    ask(AWS);
    assertEquals(List.of("id2:rose2"), guarded.shown());
    assertEquals(Set.of("aws"), stored("aws.user").newest().providers());
  }

  @Test
  void oneThatIsGoneIsMissed() throws UsageException {
    file.change(content -> content.without(new SecretName("nas.password")));
    StoreException invalid = assertThrows(StoreException.class, () -> ask(NAS));
    assertEquals(Kind.INVALID, invalid.kind());
    assertTrue(
        String.valueOf(invalid.getMessage())
            .startsWith("Provider nas: option password-secret names a secret that is not stored"),
        invalid.getMessage());
  }

  @Test
  void aVaultIsUsedAllTheWhile() throws UsageException, IOException {
    guarded.accept("ada:old-rose");
    VaultSettings settings = VaultSettings.of(List.of(NAS));
    try (Secret passphrase = Secret.ofUtf8("blue".toCharArray())) {
      VaultKey key = new VaultKey.Passphrase(passphrase);
      Vault.create(settings, key, plugins, VaultListener.NONE).close();
      set("nas.password", "new-rose");
      try (Vault vault = Vault.open(settings, key, plugins, VaultListener.NONE)) {
        assertEquals(List.of(), vault.snapshots());
      }
      warned(1, "nas");
      guarded.accept("ada:new-rose");
      Vault.open(settings, key, plugins, VaultListener.NONE).close();
      assertEquals(Set.of("nas"), stored("nas.password").newest().providers());
    }
    assertFalse(settings.toString().contains("rose"), settings.toString());
  }
}

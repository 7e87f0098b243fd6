package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.vault.KeyringChange;
import io.keepsake.core.vault.KeyringChange.UnfinishedChanges;
import io.keepsake.core.vault.NewRecoveryCode;
import io.keepsake.core.vault.RepairRequest;
import io.keepsake.core.vault.RepairRequest.Action;
import io.keepsake.core.vault.RepairRequest.Depth;
import io.keepsake.core.vault.RestoreResult;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultException.Kind;
import io.keepsake.core.vault.VaultKey;
import io.keepsake.core.vault.VaultKeyring;
import io.keepsake.core.vault.VaultRepair;
import io.keepsake.core.vault.VaultSlot;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Fault;
import io.keepsake.testkit.storage.Gate;
import io.keepsake.testkit.storage.Operation;
import io.keepsake.testkit.storage.Times;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Key slots come and go, and none comes back or is lost, whatever providers and others do. */
final class KeyringTest {

  private static final Calls HEADER_PUT = Calls.to(Operation.PUT).named("keepsake.json");
  private static final Calls CLAIM_PUT = Calls.to(Operation.PUT).named("claims/.*");

  @TempDir private Path directory;
  private final FaultyPlugins plugins = new FaultyPlugins();
  private VaultPlace place;
  private VaultPlace elsewhere;

  @BeforeEach
  void aVault() throws IOException {
    place = new VaultPlace(directory.resolve("stores"), plugins);
    elsewhere = new VaultPlace(directory.resolve("stores"), new FaultyPlugins());
    place.create().close();
  }

  private static VaultKeyring keyring(Vault vault) {
    return keyring(vault, 7);
  }

  private static VaultKeyring keyring(Vault vault, int key) {
    return new VaultKeyring(vault, VaultPlace.key(key), Clock.systemUTC(), VaultListener.NONE);
  }

  private static KeyringChange add(Vault vault, int key) throws VaultException {
    return keyring(vault).add(VaultPlace.key(key), "key " + key, UnfinishedChanges.RESPECT);
  }

  private KeyringChange add(int key) throws VaultException {
    try (Vault vault = place.open()) {
      return add(vault, key);
    }
  }

  private KeyringChange remove(VaultSlot slot) throws VaultException {
    try (Vault vault = elsewhere.open()) {
      return keyring(vault).remove(slot, UnfinishedChanges.RESPECT);
    }
  }

  private boolean opens(int key, String... stores) {
    try (Vault vault = elsewhere.open(elsewhere.settings(1, stores), VaultPlace.key(key))) {
      return keyring(vault, key).opener().kind() == VaultSlot.Kind.KEY_FILE;
    } catch (VaultException e) {
      assertEquals(Kind.WRONG_KEY, e.kind(), e.getMessage());
      return false;
    }
  }

  private Set<String> labels() throws VaultException {
    try (Vault vault = elsewhere.open()) {
      return keyring(vault).slots().stream().map(VaultSlot::label).collect(Collectors.toSet());
    }
  }

  private void assertOneHeaderAndNoClaims() throws IOException {
    for (String id : VaultPlace.IDS) {
      assertEquals(
          place.store("one").hashes().get("keepsake.json"),
          place.store(id).hashes().get("keepsake.json"),
          id);
      assertEquals(List.of(), place.store(id).names("claims/"), id);
    }
  }

  private void repair() throws VaultException {
    VaultRepair.run(
        place.settings(2, "one", "two", "three"),
        new RepairRequest(Depth.LISTING, Action.APPLY, Optional.empty()),
        plugins,
        VaultListener.NONE);
  }

  private static Kind kind(Callable<?> action) {
    return assertThrows(VaultException.class, action::call).kind();
  }

  @Test
  void aSlotOpensFromWhenItIsAddedUntilItIsRemoved() throws IOException {
    assertFalse(opens(8, "one", "two", "three"));
    KeyringChange added = add(8);
    assertEquals(0, added.owed().size());
    assertOneHeaderAndNoClaims();
    for (String id : VaultPlace.IDS) {
      assertTrue(opens(8, id) && opens(7, id), id);
    }
    remove(added.slot());
    assertOneHeaderAndNoClaims();
    for (String id : VaultPlace.IDS) {
      assertTrue(!opens(8, id) && opens(7, id), id);
    }
    assertEquals(Kind.NO_SUCH_SLOT, kind(() -> remove(added.slot())));
  }

  @Test
  void theLastSlotStays() throws IOException {
    try (Vault vault = place.open()) {
      VaultSlot only = keyring(vault).slots().getFirst();
      assertEquals(Kind.NO_SUCH_SLOT, kind(() -> remove(only)));
      assertEquals(only, keyring(vault).opener());
      assertEquals(List.of(only), keyring(vault).opening());
    }
    assertTrue(opens(7, "one"));
    assertOneHeaderAndNoClaims();
  }

  @Test
  void aRecoveryCodeOpensWhereAPassphraseIsAskedFor() throws IOException {
    try (Vault vault = place.open();
        NewRecoveryCode code = keyring(vault).addRecoveryCode("safe", UnfinishedChanges.RESPECT)) {
      VaultKey typed = new VaultKey.Passphrase(code.text());
      try (Vault again = place.open(place.settings("one", "two", "three"), typed)) {
        VaultKeyring keyring =
            new VaultKeyring(again, typed, Clock.systemUTC(), VaultListener.NONE);
        assertEquals(code.change().slot(), keyring.opener());
        assertEquals(VaultSlot.Kind.RECOVERY_CODE, keyring.opener().kind());
        keyring.add(VaultPlace.key(9), "", UnfinishedChanges.RESPECT);
      }
      assertTrue(opens(9, "two"));
      byte[] wrong = code.text().copyBytes();
      wrong[0] = (byte) (wrong[0] == 'A' ? 'B' : 'A');
      try (Secret mistyped = Secret.copyOf(wrong)) {
        VaultException e =
            assertThrows(
                VaultException.class,
                () -> place.open(place.settings("one"), new VaultKey.Passphrase(mistyped)));
        assertTrue(e.getMessage().contains("group 1 of 8"), e.getMessage());
      }
    }
  }

  private KeyringChange removeWhileThreeIsAway(VaultSlot slot) throws IOException {
    Path stores = directory.resolve("stores");
    Files.move(stores.resolve("three"), stores.resolve("away"));
    try {
      return remove(slot);
    } finally {
      Files.move(stores.resolve("away"), stores.resolve("three"));
    }
  }

  @Test
  void aRemovedSlotDoesNotComeBackByRepair() throws IOException {
    VaultSlot slot = add(8).slot();
    KeyringChange removed = removeWhileThreeIsAway(slot);
    assertEquals(Set.of("three"), removed.owed().keySet());
    assertTrue(opens(8, "three"), "there the old header is");
    assertFalse(opens(8, "three", "one"), "the newer one counts");
    repair();
    assertFalse(opens(8, "three"));
    assertOneHeaderAndNoClaims();
  }

  @Test
  void whatIsOwedIsToldAndPaidByABackup() throws IOException {
    VaultSlot slot = add(8).slot();
    removeWhileThreeIsAway(slot);
    try (Vault vault = place.open()) {
      var three = vault.status().providers().get(2);
      assertEquals(1, three.missing());
      assertTrue(three.owedSince().isPresent());
      VaultPlace.backup(vault, Trees.small(directory.resolve("source"), 1));
      assertTrue(vault.status().isWhole());
    }
    assertFalse(opens(8, "three"));
    assertOneHeaderAndNoClaims();
  }

  /** A repair takes long; what it saw when it began is not the latest word. */
  @Test
  void aRepairThatBeganBeforeDoesNotBringASlotBack() throws Exception {
    VaultSlot slot = add(8).slot();
    place.store("three").flip("keepsake.json", 20);
    Gate gate = new Gate();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      // A repair opens its own stores: the fault is there from the first call on.
      plugins.onceOpened(
          "one",
          store ->
              store.inject(
                  Calls.to(Operation.LIST).named("snapshots/.*"),
                  Times.always(),
                  new Fault.Waits(gate)));
      Future<?> repair = threads.submit(() -> runRepair());
      gate.awaitArrivals(1);
      remove(slot);
      gate.open();
      repair.get();
    }
    assertFalse(opens(8, "three"));
    assertOneHeaderAndNoClaims();
  }

  private boolean runRepair() throws VaultException {
    repair();
    return true;
  }

  @Test
  void whoComesWhileTheHeaderIsBeingWrittenIsSentAway() throws Exception {
    Gate gate = new Gate();
    try (Vault vault = place.open();
        Vault other = elsewhere.open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      plugins.inject("one", HEADER_PUT, new Fault.Waits(gate));
      Future<KeyringChange> first = threads.submit(() -> add(vault, 8));
      gate.awaitArrivals(1);
      assertEquals(Kind.KEYS_CHANGING, kind(() -> add(other, 9)));
      gate.open();
      assertEquals(0, first.get().owed().size());
      add(other, 9); // it was opened before, and builds upon what is there now
    }
    assertEquals(Set.of("", "key 8", "key 9"), labels());
    assertOneHeaderAndNoClaims();
  }

  @Test
  void whoIsOvertakenGivesUp() throws Exception {
    Gate gate = new Gate();
    try (Vault vault = place.open();
        Vault other = elsewhere.open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      VaultPlace.IDS.forEach(id -> plugins.inject(id, CLAIM_PUT, new Fault.Waits(gate)));
      Future<Kind> first = threads.submit(() -> kind(() -> add(vault, 8)));
      gate.awaitArrivals(3);
      add(other, 9);
      gate.open();
      assertEquals(Kind.KEYS_CHANGING, first.get());
    }
    assertEquals(Set.of("", "key 9"), labels());
    assertOneHeaderAndNoClaims();
  }

  /** As many machines as there are threads; what is said to be done is done. */
  @Test
  void noneOfManyAtOnceIsLost() throws Exception {
    List<Callable<List<Integer>>> machines = new ArrayList<>();
    for (int machine = 0; machine < 4; machine++) {
      int first = 10 + 5 * machine;
      machines.add(() -> addMany(first));
    }
    Set<String> done = new HashSet<>(Set.of(""));
    try (ExecutorService threads = Executors.newFixedThreadPool(machines.size())) {
      for (Future<List<Integer>> each : threads.invokeAll(machines)) {
        each.get().forEach(key -> done.add("key " + key));
      }
    }
    assertEquals(done, labels());
    assertOneHeaderAndNoClaims();
  }

  private List<Integer> addMany(int first) throws IOException {
    VaultPlace own = new VaultPlace(directory.resolve("stores"));
    List<Integer> done = new ArrayList<>();
    try (Vault vault = own.open()) {
      for (int key = first; key < first + 5; key++) {
        try {
          add(vault, key);
          done.add(key);
        } catch (VaultException e) {
          assertEquals(Kind.KEYS_CHANGING, e.kind(), e.getMessage());
        }
      }
    }
    return done;
  }

  @Test
  void aChangeThatWasKilledIsTakenOver() throws IOException {
    String claim = "claims/00000002-" + "ab".repeat(32);
    for (String id : List.of("one", "two")) {
      Files.createDirectories(directory.resolve("stores").resolve(id).resolve("claims"));
      place.store(id).write(claim, new byte[32]);
    }
    try (Vault vault = place.open()) {
      VaultException e = assertThrows(VaultException.class, () -> add(vault, 8));
      assertEquals(Kind.KEYS_CHANGING, e.kind());
      assertTrue(e.getMessage().contains("--take-over"), e.getMessage());
      assertEquals(Set.of(""), labels());
      keyring(vault).add(VaultPlace.key(8), "key 8", UnfinishedChanges.TAKE_OVER);
    }
    assertEquals(Set.of("", "key 8"), labels());
    assertOneHeaderAndNoClaims();
  }

  @Test
  void tooFewProvidersChangeNothing() throws IOException {
    var before = place.everything();
    try (Vault vault = place.open()) {
      for (Calls calls : List.of(HEADER_PUT, CLAIM_PUT)) {
        for (String id : List.of("two", "three")) {
          plugins.fail(id, calls, Times.always(), StoreException.Kind.DENIED);
        }
        assertEquals(Kind.TOO_FEW_COPIES, kind(() -> add(vault, 8)));
        plugins.heal();
        assertEquals(before, place.everything());
      }
    }
    try (Vault vault = place.open(place.settings(2, "one", "gone"), VaultPlace.key(7))) {
      assertEquals(Kind.TOO_FEW_COPIES, kind(() -> add(vault, 8)));
    }
    assertEquals(before, place.everything());
  }

  private static int rotate(Vault vault) throws VaultException {
    return keyring(vault).rotate(UnfinishedChanges.RESPECT).epoch();
  }

  private List<String> epochs(String store) throws IOException {
    return place.store(store).names("keys/").stream().map(name -> name.substring(5, 13)).toList();
  }

  @Test
  void newDataGetNewKeysAndOldDataStayReadable() throws IOException {
    Path source = Trees.small(directory.resolve("source"), 1);
    try (Vault vault = place.open()) {
      VaultPlace.backup(vault, source);
    }
    List<String> old = place.store("two").names("packs/");
    Path stores = directory.resolve("stores");
    Files.move(stores.resolve("three"), stores.resolve("away"));
    try (Vault vault = elsewhere.open()) {
      assertEquals(2, rotate(vault));
    }
    assertEquals(List.of("00000001", "00000002"), epochs("two"));
    Files.move(stores.resolve("away"), stores.resolve("three"));
    try (Vault vault = place.open()) {
      assertEquals(2, vault.dataKeys().epoch());
      Files.write(source.resolve("added"), Trees.random(3, 50_000));
      VaultPlace.backup(vault, source);
      assertTrue(vault.status().isWhole());
      assertEquals(Set.of(), VaultPlace.named(VaultPlace.verify(vault)));
    }
    assertEquals(epochs("two"), epochs("three"));
    for (String name : place.store("two").names("packs/")) {
      int epoch = ByteBuffer.wrap(place.store("two").read(name)).getInt(8);
      assertEquals(old.contains(name) ? 1 : 2, epoch, name);
    }
    for (String id : VaultPlace.IDS) {
      try (Vault vault = place.open(id)) {
        Path target = directory.resolve("target-" + id);
        RestoreResult result = VaultPlace.restore(vault, vault.snapshot("latest"), target);
        assertEquals(0, result.problems() + result.lost(), id);
      }
    }
  }

  /** A reader refuses two keys of one epoch: no two rotations may take one number. */
  @Test
  void rotationsAtOnceTakeNumbersOfTheirOwn() throws Exception {
    Gate gate = new Gate();
    try (Vault vault = place.open();
        Vault other = elsewhere.open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      plugins.inject("one", Calls.to(Operation.PUT).named("^keys/"), new Fault.Waits(gate));
      Future<Integer> first = threads.submit(() -> rotate(vault));
      gate.awaitArrivals(1);
      assertEquals(3, rotate(other));
      gate.open();
      assertEquals(2, first.get());
    }
    try (Vault vault = place.open()) {
      assertEquals(3, vault.dataKeys().epoch());
      assertEquals(4, rotate(vault));
    }
    assertEquals(List.of("00000001", "00000002", "00000003", "00000004"), epochs("one"));
    assertOneHeaderAndNoClaims();
  }

  private static final String HEADER = "keepsake.json";

  /** Somebody who goes on with a newer Keepsake in the middle of a change. */
  @Test
  void aHeaderOfANewerFormatIsNotOverwritten() throws IOException {
    byte[] newer = NewerHeader.of(place.store("one").read(HEADER));
    Calls reads = Calls.to(Operation.GET).named(HEADER);
    try (Vault vault = place.open()) {
      // The change looks before and after its claim; its third look is the one before it writes.
      plugins.inject("one", reads, Times.only(3), new Fault.Tells(() -> write("one", newer)));
      KeyringChange change = add(vault, 8);
      assertEquals(Set.of("one"), change.owed().keySet());
    }
    assertArrayEquals(newer, place.store("one").read(HEADER));
    assertTrue(opens(8, "two", "three"));
  }

  private void write(String store, byte[] header) {
    try {
      place.store(store).write(HEADER, header);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As two changes leave them of which one took over from the other, which was not dead. */
  @Test
  void ofTwoHeadersOfOneRevisionABackupLeavesTheGreater() throws IOException {
    byte[] old = place.store("one").read(HEADER);
    byte[] first = headerWith(8);
    VaultPlace.IDS.forEach(id -> write(id, old));
    byte[] second = headerWith(9);
    boolean firstCounts = Arrays.compareUnsigned(first, second) > 0;
    write("three", firstCounts ? second : first);
    write("one", firstCounts ? first : second);
    write("two", firstCounts ? first : second);
    try (Vault vault = place.open()) {
      VaultPlace.backup(vault, Trees.small(directory.resolve("source"), 1));
    }
    assertOneHeaderAndNoClaims();
    assertTrue(opens(firstCounts ? 8 : 9, "three"));
  }

  private byte[] headerWith(int key) throws IOException {
    add(key);
    return place.store("one").read(HEADER);
  }

  /** Written and answered wrongly: nobody can say what is there. */
  @Test
  void whatIsNotUndoneIsTold() throws IOException {
    try (Vault vault = place.open()) {
      Calls reads = Calls.to(Operation.GET).named("keepsake.json");
      for (String id : List.of("two", "three")) {
        plugins.fail(id, HEADER_PUT, Times.always(), StoreException.Kind.DENIED);
      }
      plugins.failFrom("one", reads, 4, StoreException.Kind.DENIED);
      VaultException e = assertThrows(VaultException.class, () -> add(vault, 8));
      assertEquals(Kind.TOO_FEW_COPIES, e.kind());
      assertTrue(e.getMessage().contains("one may have them"), e.getMessage());
      assertEquals(Kind.KEYS_CHANGING, kind(() -> add(vault, 9)), "not without that provider");
      plugins.heal();
      assertEquals(Kind.KEYS_CHANGING, kind(() -> add(vault, 9)));
      keyring(vault).add(VaultPlace.key(9), "key 9", UnfinishedChanges.TAKE_OVER);
    }
    assertEquals(Set.of("", "key 8", "key 9"), labels());
    assertOneHeaderAndNoClaims();
  }
}

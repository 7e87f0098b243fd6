package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.vault.Attribution;
import io.keepsake.core.vault.AuditReport;
import io.keepsake.core.vault.AuditReport.Finding;
import io.keepsake.core.vault.AuditSettings;
import io.keepsake.core.vault.AuditedRecord;
import io.keepsake.core.vault.BackupRequest;
import io.keepsake.core.vault.BackupResult;
import io.keepsake.core.vault.BackupSources;
import io.keepsake.core.vault.KeyringChange.UnfinishedChanges;
import io.keepsake.core.vault.SnapshotId;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultKey;
import io.keepsake.core.vault.VaultKeyring;
import io.keepsake.core.vault.VaultRetention;
import io.keepsake.core.vault.VaultSettings;
import io.keepsake.core.vault.VaultSlot;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Operation;
import io.keepsake.testkit.storage.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit trail of one vault and several machines, which are directories of state here. */
class AuditTrailTest {

  @TempDir Path directory;
  private final FaultyPlugins plugins = new FaultyPlugins();
  private VaultPlace place;
  private Path source;

  @BeforeEach
  void makeVault() throws IOException {
    place = new VaultPlace(directory.resolve("stores"), plugins);
    source = Files.createDirectories(directory.resolve("source"));
    Files.writeString(source.resolve("note"), "with this ring");
    create().close();
  }

  private Vault create() throws VaultException {
    return Vault.create(settings("studio"), VaultPlace.key(7), plugins, VaultListener.NONE);
  }

  private VaultSettings settings(String machine) {
    return place
        .settings(2, "one", "two", "three")
        .withAudit(new AuditSettings(directory.resolve(machine), "ada", machine));
  }

  private Vault open(String machine) throws VaultException {
    return place.open(settings(machine), VaultPlace.key(7));
  }

  private AuditReport verify(String machine) throws VaultException {
    try (Vault vault = open(machine)) {
      return vault.audit().verify(VaultListener.NONE);
    }
  }

  private List<AuditedRecord> records(String machine) throws VaultException {
    try (Vault vault = open(machine)) {
      return vault.audit().records(VaultListener.NONE);
    }
  }

  private static List<String> words(List<AuditedRecord> records) {
    return records.stream().map(each -> each.action() + " " + each.outcome()).toList();
  }

  private BackupResult backup(String machine) throws VaultException {
    try (Vault vault = open(machine)) {
      return VaultPlace.backup(vault, source);
    }
  }

  private Path journal(String machine) throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve(machine))) {
      return files.filter(file -> file.endsWith("audit.jsonl")).findFirst().orElseThrow();
    }
  }

  private static void assertSound(AuditReport report) {
    assertTrue(report.complete(), report::toString);
  }

  @Test
  void twoMachinesWriteAtOnceEachItsOwnChain() throws Exception {
    try (ExecutorService machines = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<BackupResult>> backups = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        backups.add(machines.submit(() -> backup("studio")));
        backups.add(machines.submit(() -> backup("laptop")));
      }
      for (Future<BackupResult> each : backups) {
        assertTrue(each.get().complete());
      }
    }
    AuditReport report = verify("studio");
    assertSound(report);
    assertEquals(2, report.writers());
    assertEquals(1 + 6 * 2, report.records());
    assertEquals(Set.of("studio", "laptop"), hosts(records("laptop")));
    Set<String> names = new TreeSet<>();
    place.everything().values().forEach(store -> names.add(store.keySet().toString()));
    assertEquals(1, names.size(), "all stores have the same objects");
  }

  private static Set<String> hosts(List<AuditedRecord> records) {
    Set<String> hosts = new TreeSet<>();
    records.forEach(record -> hosts.add(record.host()));
    return hosts;
  }

  @Test
  void aStoreThatTakesNoRecordsMakesNoBackupLess() throws IOException {
    List<VaultEvent> events = new ArrayList<>();
    try (Vault vault = open("studio")) {
      for (String id : VaultPlace.IDS) {
        plugins.fail(id, Calls.to(Operation.PUT).named("audit/.*"), Times.always(), Kind.DENIED);
      }
      BackupResult result =
          vault.backup(
              new BackupRequest(
                  BackupSources.files(List.of(source), List.of(), BackupSources.Boundary.NONE),
                  "host",
                  "user",
                  Map.of(),
                  BackupRequest.Comparison.NONE),
              events::add);
      assertTrue(result.complete(), result::toString);
    }
    assertTrue(
        events.stream().anyMatch(VaultEvent.AuditProblem.class::isInstance), events::toString);
    plugins.heal();
    AuditReport report = verify("studio");
    assertSound(report);
    assertEquals(2, report.unsealed());
    backup("studio"); // takes them along
    assertEquals(0, verify("studio").unsealed());
    assertEquals(
        List.of("init done", "backup begun", "backup done", "backup begun", "backup done"),
        words(records("laptop")));
  }

  @Test
  void whatIsHeldReleasedAndForgottenIsRecordedAtTheStores() throws Exception {
    SnapshotId first = backup("studio").snapshot().id();
    SnapshotId second = backup("studio").snapshot().id();
    Attribution why = new Attribution("studio", "ada", "a dispute");
    try (Vault vault = open("studio")) {
      VaultRetention retention = new VaultRetention(vault, VaultListener.NONE);
      retention.hold(first, why);
      assertThrows(VaultException.class, () -> retention.forget(List.of(first), why));
      retention.release(first, why);
      retention.forget(List.of(first, second), why);
    }
    List<AuditedRecord> records = records("laptop"); // which has them from the stores alone
    records = records.subList(records.size() - 10, records.size());
    assertEquals(
        List.of(
            "hold begun",
            "hold done",
            "forget begun",
            "forget failed",
            "release begun",
            "release done",
            "forget begun",
            "forget done",
            "forget done",
            "forget done"),
        words(records));
    assertEquals(Optional.of(first), records.get(1).snapshot());
    assertEquals("a dispute", records.get(1).details().get("reason-given"));
    assertEquals(
        List.of(Optional.of(first), Optional.of(second)),
        List.of(records.get(7).snapshot(), records.get(8).snapshot()));
    assertEquals(2, records.get(9).counts().get("forgotten"));
    assertSound(verify("studio"));
  }

  @Test
  void changesOfKeysAreRecordedAtTheStores() throws Exception {
    try (Vault vault = open("studio")) {
      VaultKey another = VaultPlace.key(8);
      VaultKeyring keyring =
          new VaultKeyring(vault, VaultPlace.key(7), Clock.systemUTC(), VaultListener.NONE);
      VaultSlot added = keyring.add(another, "office", UnfinishedChanges.RESPECT).slot();
      keyring.rotate(UnfinishedChanges.RESPECT);
      keyring.remove(added, UnfinishedChanges.RESPECT);
      assertThrows(VaultException.class, () -> keyring.remove(added, UnfinishedChanges.RESPECT));
    }
    List<AuditedRecord> records = records("laptop");
    assertEquals(
        List.of(
            "init done",
            "key-add begun",
            "key-add done",
            "key-rotate begun",
            "key-rotate done",
            "key-remove begun",
            "key-remove done"),
        words(records)); // what failed is at the stores with the next
    assertEquals("office", records.get(2).details().get("label"));
    assertEquals(records.get(2).details().get("slot"), records.get(6).details().get("slot"));
    assertSound(verify("studio"));
  }

  @Test
  void aStoreThatWasAwayGetsTheRecordsWithTheNextBackup() throws IOException {
    try (Vault vault = open("studio")) {
      plugins.fail("two", Calls.to(Operation.PUT).named("audit/.*"), Times.always(), Kind.DENIED);
      VaultPlace.backup(vault, source);
    }
    plugins.heal();
    List<Finding> findings = verify("laptop").findings();
    assertEquals(1, findings.size(), findings::toString);
    assertEquals("copy-missing", findings.getFirst().kind());
    assertEquals("two", findings.getFirst().providerId());
    backup("laptop");
    assertSound(verify("studio"));
  }

  @Test
  void aJournalThatWasRolledBackDoesNotFork() throws IOException {
    backup("studio");
    Path journal = journal("studio");
    Path old = Files.copy(journal, directory.resolve("old"));
    backup("studio");
    Files.copy(old, journal, StandardCopyOption.REPLACE_EXISTING);
    assertEquals("cut-off", verify("studio").findings().getFirst().kind());
    backup("studio");
    AuditReport report = verify("studio");
    assertSound(report);
    assertEquals(2, report.writers());
    AuditedRecord anew =
        records("studio").stream()
            .filter(record -> record.action().equals("chain-begun"))
            .findFirst()
            .orElseThrow();
    assertTrue(anew.details().getOrDefault("reason", "").contains("does not agree"));
  }

  @Test
  void aJournalThatWasCopiedToAnotherMachineDoesNotFork() throws IOException {
    backup("studio");
    Path copy = journal("studio");
    Path there = directory.resolve("clone").resolve(directory.resolve("studio").relativize(copy));
    Files.createDirectories(there.getParent());
    Files.copy(copy, there);
    backup("studio");
    backup("clone");
    backup("studio");
    AuditReport report = verify("studio");
    assertSound(report);
    assertEquals(2, report.writers());
  }

  @Test
  void theNewestSegmentIsMissedOnceAnotherMachineHasSeenIt() throws IOException {
    backup("studio");
    backup("laptop"); // has seen what studio stored last
    String last = newest("studio");
    for (String id : VaultPlace.IDS) {
      place.store(id).delete(last);
    }
    List<Finding> findings = verify("elsewhere").findings();
    assertEquals(1, findings.size(), findings::toString);
    assertEquals("segment-gone", findings.getFirst().kind());
    assertEquals(last, findings.getFirst().place());
    backup("studio"); // has its records still, and stores them again
    assertEquals(
        List.of("segment-gone"),
        verify("studio").findings().stream().map(Finding::kind).toList(),
        "no record is missing any more, and that they were is not forgotten");
  }

  /** The name of the segment that a machine stored last. */
  private String newest(String machine) throws IOException {
    String writer =
        records(machine).stream()
            .filter(record -> record.host().equals(machine))
            .findFirst()
            .orElseThrow()
            .writer();
    return place.store("one").names("audit/" + writer).getLast();
  }

  @Test
  void whatIsReadIsRecordedToo() throws IOException {
    BackupResult result = backup("studio");
    try (Vault vault = open("laptop")) {
      vault.entries(result.snapshot().id(), "/", _ -> {});
      VaultPlace.verify(vault);
      VaultPlace.restore(vault, result.snapshot(), directory.resolve("out"));
      vault.status();
      vault.snapshots();
    }
    assertThrows(VaultException.class, () -> place.open(settings("laptop"), VaultPlace.key(8)));
    List<String> words =
        words(records("laptop").stream().filter(each -> each.host().equals("laptop")).toList());
    assertEquals(
        List.of(
            "list done",
            "verify begun",
            "verify done",
            "restore begun",
            "restore done",
            "open failed"),
        words);
    assertEquals(1, verify("laptop").unsealed(), "the restore took the others along");
  }

  @Test
  void aFailureIsRecordedByItsKind() throws IOException {
    Path gone = directory.resolve("gone");
    try (Vault vault = open("studio")) {
      assertThrows(VaultException.class, () -> VaultPlace.backup(vault, gone));
    }
    AuditedRecord last = records("studio").getLast();
    assertEquals("backup failed", last.action() + " " + last.outcome());
    assertEquals("FILES", last.details().get("reason"));
  }

  @Test
  void aCopyThatIsHealedWhileItIsReadIsRecorded() throws IOException {
    BackupResult result = backup("studio");
    for (String id : List.of("one", "two")) {
      for (String pack : place.store(id).names("packs/")) {
        place.store(id).flip(pack, 100);
      }
    }
    try (Vault vault = open("studio")) {
      VaultPlace.restore(vault, result.snapshot(), directory.resolve("out"));
    }
    AuditedRecord repair =
        records("studio").stream()
            .filter(record -> record.action().equals("read-repair"))
            .findFirst()
            .orElseThrow();
    assertTrue(repair.details().getOrDefault("objects", "").contains("packs/"), repair::toString);
  }

  @Test
  void nothingIsRecordedUnlessItIsAskedFor() throws IOException {
    VaultPlace other = new VaultPlace(directory.resolve("other"));
    try (Vault vault = other.create()) {
      VaultPlace.backup(vault, source);
      assertEquals(List.of(), vault.audit().records(VaultListener.NONE));
      assertSound(vault.audit().verify(VaultListener.NONE));
    }
    assertFalse(other.everything().toString().contains("audit/"));
  }

  @Test
  void oneStoreThatIsLeftTakesTheRecordOfARestore() throws IOException {
    BackupResult result = backup("studio");
    try (Vault vault =
        place.open(
            place
                .settings("three")
                .withAudit(new AuditSettings(directory.resolve("rescue"), "ada", "rescue")),
            VaultPlace.key(7))) {
      VaultPlace.restore(vault, result.snapshot(), directory.resolve("out"));
    }
    assertEquals(Set.of("studio", "rescue"), hosts(records("studio")));
  }
}

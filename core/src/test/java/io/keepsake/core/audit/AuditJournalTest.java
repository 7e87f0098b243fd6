package io.keepsake.core.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.format.AuditLine;
import io.keepsake.core.format.VaultId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal survives whatever happens to its machine, and says what happened to itself. */
class AuditJournalTest {

  @TempDir Path directory;
  private final List<String> problems = new ArrayList<>();
  private AuditJournal journal;

  @BeforeEach
  void openJournal() {
    journal = new AuditJournal(directory, Chains.VAULT, InstantSource.system());
  }

  private AuditLine append(String action) throws IOException {
    return journal.append(Chains.ADA, Chains.deed(action, 1), new TreeMap<>(), problems::add);
  }

  /** The actions in the journal, which is sound. */
  private List<String> actions() throws IOException {
    AuditCheck.Outcome outcome =
        new AuditCheck(Chains.VAULT, new PlainSegments()).run(Optional.of(journal.content()));
    assertEquals(List.of(), outcome.findings());
    return journal.from(1).stream().map(line -> line.record().deed().action()).toList();
  }

  @Test
  void recordsFollowEachOther() throws IOException {
    assertEquals(List.of(), journal.from(1));
    assertEquals(Optional.empty(), journal.last());
    append("init");
    AuditLine second = append("backup");
    assertEquals(2, second.record().link().number());
    assertEquals(List.of("init", "backup"), actions());
    assertEquals(Optional.of(second.hash()), journal.hashOf(2));
    assertEquals(Optional.empty(), journal.hashOf(3));
    assertEquals(Optional.of(second), journal.last());
    assertEquals(List.of(), problems);
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(journal.file())));
  }

  /** As if the machine had stopped after each byte of the last record. */
  @Test
  void aTornLastLineIsCutOffAndTold() throws IOException {
    append("init");
    long one = Files.size(journal.file());
    append("backup");
    byte[] whole = Files.readAllBytes(journal.file());
    for (int length = (int) one + 1; length < whole.length; length += 37) {
      Files.write(journal.file(), Arrays.copyOf(whole, length));
      problems.clear();
      assertEquals(1, journal.from(1).size(), "a torn line does not count");
      append("restore");
      assertEquals(List.of("init", AuditJournal.MENDED, "restore"), actions());
      assertEquals(1, problems.size());
      assertTrue(problems.getFirst().contains((length - one) + " bytes"), problems::toString);
    }
  }

  @Test
  void aTornFirstLineLeavesAnEmptyJournal() throws IOException {
    Files.writeString(journal.file(), "{\"action\":\"in");
    append("init");
    assertEquals(List.of(AuditJournal.MENDED, "init"), actions());
  }

  @Test
  void aJournalThatEndsOtherwiseIsPutAside() throws IOException {
    String writer = append("init").record().link().writer();
    Files.writeString(journal.file(), "not a record\n", StandardOpenOption.APPEND);
    AuditLine line = append("backup");
    assertNotEquals(writer, line.record().link().writer());
    assertEquals(List.of(AuditJournal.BEGUN_ANEW, "backup"), actions());
    assertTrue(problems.getFirst().contains("put aside"), problems::toString);
    try (Stream<Path> files = Files.list(directory)) {
      Path aside =
          files.filter(file -> file.toString().contains(".aside-")).findFirst().orElseThrow();
      assertTrue(Files.readString(aside).endsWith("not a record\n"), "nothing is thrown away");
    }
  }

  @Test
  void theJournalOfAnotherVaultIsNotGoneOnWith() throws IOException {
    new AuditJournal(directory, new VaultId("41".repeat(16)), InstantSource.system())
        .append(Chains.ADA, Chains.deed("init", 1), new TreeMap<>(), problems::add);
    append("backup");
    assertEquals(List.of(AuditJournal.BEGUN_ANEW, "backup"), actions());
  }

  @Test
  void manyThreadsMakeOneChain() throws Exception {
    int each = 25;
    List<Future<Integer>> done = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 4; i++) {
        AuditJournal own = new AuditJournal(directory, Chains.VAULT, InstantSource.system());
        done.add(
            threads.submit(
                () -> {
                  for (int k = 0; k < each; k++) {
                    own.append(
                        Chains.ADA, Chains.deed("backup", k), new TreeMap<>(), problems::add);
                  }
                  return each;
                }));
      }
      for (Future<Integer> one : done) {
        assertEquals(each, one.get());
      }
    }
    assertEquals(4 * each, actions().size());
    assertEquals(List.of(), problems);
  }

  @Test
  void anInterruptedThreadRecordsToo() throws IOException {
    Thread.currentThread().interrupt();
    try {
      append("backup");
      assertTrue(Thread.interrupted(), "the interrupt stays for whoever waits for it");
    } finally {
      Thread.interrupted();
    }
    assertEquals(List.of("backup"), actions());
  }

  @Test
  void longJournalsAreReadFromTheirEnd() throws IOException {
    List<AuditLine> lines = Chains.of(Chains.writer(1), 3_000);
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.text()).append('\n'));
    Files.writeString(journal.file(), text, UTF_8);
    assertEquals(lines.subList(2_990, 3_000), journal.from(2_991));
    assertEquals(lines, journal.from(1));
    assertEquals(3_001, append("backup").record().link().number());
    Files.writeString(journal.file(), "{", StandardOpenOption.APPEND);
    assertEquals(3_001, journal.from(1).size());
  }

  @Test
  void aLineThatIsNoRecordIsAnError() throws IOException {
    append("init");
    String text = Files.readString(journal.file());
    Files.writeString(journal.file(), text.replace("\"done\"", "\"DONE\""));
    IOException e = assertThrows(IOException.class, () -> journal.from(1));
    assertTrue(e.getMessage().contains("audit record"), e::toString);
  }
}

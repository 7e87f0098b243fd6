package io.keepsake.core.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keepsake.core.format.AuditLine;
import io.keepsake.core.format.AuditRecord;
import io.keepsake.core.format.AuditRecord.Actor;
import io.keepsake.core.format.AuditRecord.Deed;
import io.keepsake.core.format.AuditRecord.Link;
import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.VaultId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The audit records of this machine for one vault, in a file of one line each. A record is on the
 * disk when its append returns. Several threads and processes may append; each record names the one
 * before it.
 *
 * <p>A last line without an end was being written when the machine stopped: it is cut off before
 * the next one, which is recorded. A journal that ends otherwise than a record is put aside, and
 * another chain begins, which is recorded too.
 */
public final class AuditJournal {

  /** The action of the record that tells of a line that was cut off. */
  public static final String MENDED = "journal-mended";

  /** The action of the record that begins a chain instead of another one. */
  public static final String BEGUN_ANEW = "chain-begun";

  private static final String NAME = "audit.jsonl";

  private final Path file;
  private final Path lock;
  private final VaultId vault;
  private final InstantSource clock;

  /**
   * A journal; nothing is read or made yet.
   *
   * @param directory of this vault, on this machine
   */
  public AuditJournal(Path directory, VaultId vault, InstantSource clock) {
    this.file = directory.resolve(NAME);
    this.lock = directory.resolve("audit.lock");
    this.vault = vault;
    this.clock = clock;
  }

  /** Where it is. */
  public Path file() {
    return file;
  }

  /**
   * Appends a record, and those that have to be told before.
   *
   * @param seen the newest segments that were listed; empty if none were
   * @param problems is told, in a sentence for people, what was wrong with the journal
   * @return the record of the deed
   */
  public AuditLine append(
      Actor actor, Deed deed, SortedMap<String, String> seen, Consumer<String> problems)
      throws IOException {
    return JournalLock.holding(
        lock,
        () -> {
          try (JournalFile journal = JournalFile.open(file)) {
            return append(journal, actor, deed, seen, problems);
          }
        });
  }

  private AuditLine append(
      JournalFile journal,
      Actor actor,
      Deed deed,
      SortedMap<String, String> seen,
      Consumer<String> problems)
      throws IOException {
    long torn = journal.mend();
    Optional<AuditLine> last = Optional.empty();
    try {
      last = journal.last();
      if (last.isPresent() && !last.get().record().link().vault().equals(vault)) {
        throw new FormatException("it is that of another vault");
      }
    } catch (FormatException e) {
      problems.accept(
          "The audit journal %s does not end with a record (%s); it was put aside as %s, and a new"
                  .formatted(file, e.getMessage(), putAside())
              + " chain of records begins");
      try (JournalFile empty = JournalFile.open(file)) {
        AuditLine first = write(empty, Optional.empty(), actor, anew(e.getMessage()), seen);
        return write(empty, Optional.of(first), actor, deed, new TreeMap<>());
      }
    }
    if (torn > 0) {
      problems.accept(
          "The audit journal %s ended in the middle of a record, as after a loss of power; %d bytes"
                  .formatted(file, torn)
              + " of it were cut off");
      last = Optional.of(write(journal, last, actor, mended(torn), new TreeMap<>()));
    }
    return write(journal, last, actor, deed, seen);
  }

  private AuditLine write(
      JournalFile journal,
      Optional<AuditLine> last,
      Actor actor,
      Deed deed,
      SortedMap<String, String> seen)
      throws IOException {
    Link link =
        last.map(line -> after(line, seen))
            .orElseGet(() -> new Link(vault, newWriter(), 1, Link.NOTHING, seen));
    AuditLine line = AuditLine.of(new AuditRecord(link, clock.instant(), actor, deed));
    journal.append(line);
    return line;
  }

  private static Link after(AuditLine last, SortedMap<String, String> seen) {
    Link before = last.record().link();
    return new Link(before.vault(), before.writer(), before.number() + 1, last.hash(), seen);
  }

  private static String newWriter() {
    byte[] bytes = new byte[VaultId.BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static Deed mended(long bytes) {
    return own(MENDED, Map.of("bytes-cut-off", bytes), Map.of());
  }

  private static Deed anew(String reason) {
    return own(BEGUN_ANEW, Map.of(), Map.of("reason", reason));
  }

  private static Deed own(String action, Map<String, Long> counts, Map<String, String> details) {
    return new Deed(
        action,
        "done",
        OptionalLong.empty(),
        Optional.empty(),
        List.of(),
        new TreeMap<>(counts),
        new TreeMap<>(details));
  }

  /**
   * Begins another chain, because this one does not agree with what its segments say: it is put
   * aside, as it is.
   *
   * @param reason what is wrong, one sentence without a full stop
   * @return the first record of the new chain
   */
  public AuditLine beginAnew(Actor actor, String reason, SortedMap<String, String> seen)
      throws IOException {
    return JournalLock.holding(
        lock,
        () -> {
          putAside();
          try (JournalFile journal = JournalFile.open(file)) {
            return write(journal, Optional.empty(), actor, anew(reason), seen);
          }
        });
  }

  private Path putAside() throws IOException {
    Path aside = file.resolveSibling(NAME + ".aside-" + clock.millis());
    Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
    return aside;
  }

  /**
   * The records from a number on, as far as they can be read as records.
   *
   * @throws FormatException if one of them cannot
   */
  public List<AuditLine> from(long number) throws IOException {
    return JournalLock.holding(
        lock,
        () -> {
          if (!Files.exists(file)) {
            return List.of();
          }
          try (JournalFile journal = JournalFile.open(file)) {
            return journal.from(number);
          }
        });
  }

  /**
   * What the journal holds: its lines, and how many bytes behind them are no line.
   *
   * @param lines without their ends
   * @param torn bytes behind the last end of a line
   */
  public record Content(List<byte[]> lines, long torn) {}

  /** All of it, as it is on the disk; empty if there is no journal. */
  public Content content() throws IOException {
    if (!Files.exists(file)) {
      return new Content(List.of(), 0); // nor can a lock be made where nothing may be written
    }
    return JournalLock.holding(lock, () -> split(Files.readAllBytes(file)));
  }

  private static Content split(byte[] bytes) {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        lines.add(Arrays.copyOfRange(bytes, start, i));
        start = i + 1;
      }
    }
    return new Content(lines, bytes.length - start);
  }

  /**
   * The last record; empty if there is none.
   *
   * @throws FormatException if what is there is no record
   */
  public Optional<AuditLine> last() throws IOException {
    return JournalLock.holding(
        lock,
        () -> {
          if (!Files.exists(file)) {
            return Optional.empty();
          }
          try (JournalFile journal = JournalFile.open(file)) {
            return journal.last();
          }
        });
  }

  /** The hash of a record with that number; empty if the journal does not reach so far. */
  public Optional<Hash> hashOf(long number) throws IOException {
    return from(number).stream()
        .filter(line -> line.record().link().number() == number)
        .map(AuditLine::hash)
        .findFirst();
  }

  static byte[] bytes(AuditLine line) {
    return (line.text() + "\n").getBytes(UTF_8);
  }
}

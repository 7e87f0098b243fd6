package io.keepsake.core.replicate;

import io.keepsake.core.spi.storage.ObjectName;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Debts in a local file, with the time since when they are owed: one line for each that is made and
 * each that is paid, so that one write tells it whole. Several processes may append at once. A last
 * line without an end was being written when the machine stopped, and does not count.
 *
 * <p>What it says can be told anew by listing the stores, but for the times. So a journal that
 * cannot be written never fails the operation: it is logged, once.
 */
public final class DebtJournal implements DebtLog, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DebtJournal.class);

  /** A journal of more lines than this, and twice the debts, is written anew. */
  private static final int SOME_LINES = 1_000;

  /**
   * A debt.
   *
   * @param since when it was first known
   * @param origin how it came to be known
   */
  public record Debt(Instant since, Origin origin) {}

  private final Optional<Path> file;
  private final Clock clock;
  private final Map<String, Map<ObjectName, Debt>> debts = new LinkedHashMap<>();
  private Optional<FileOutputStream> out = Optional.empty();
  private boolean broken;
  private int lines;

  private DebtJournal(Optional<Path> file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /** Opens the journal of a vault; a missing one is empty. */
  public static DebtJournal open(Path file, Clock clock) {
    DebtJournal journal = new DebtJournal(Optional.of(file), clock);
    journal.load(file);
    return journal;
  }

  /** A journal that is gone when the process is. */
  public static DebtJournal inMemory(Clock clock) {
    return new DebtJournal(Optional.empty(), clock);
  }

  private synchronized void load(Path from) {
    try {
      if (Files.exists(from)) {
        String text = Files.readString(from, StandardCharsets.UTF_8);
        text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(this::replay);
      }
    } catch (IOException e) {
      failed(e);
    }
  }

  private void replay(String line) {
    String[] words = line.split(" ", -1);
    lines++;
    try {
      if (words.length != 4) {
        return;
      }
      Instant time = Instant.ofEpochSecond(Long.parseLong(words[1]));
      ObjectName name = new ObjectName(words[3]);
      switch (words[0]) {
        case "missed" -> of(words[2]).putIfAbsent(name, new Debt(time, Origin.MISSED));
        case "found" -> of(words[2]).putIfAbsent(name, new Debt(time, Origin.FOUND));
        case "paid" -> of(words[2]).remove(name);
        default -> LOG.debug("A line of {} is not understood: {}", file, line);
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      LOG.debug("A line of {} is not understood: {}", file, line);
    }
  }

  private Map<ObjectName, Debt> of(String storeId) {
    return debts.computeIfAbsent(storeId, _ -> new LinkedHashMap<>());
  }

  @Override
  public synchronized void owed(String storeId, ObjectName name, Origin origin) {
    Debt debt = new Debt(clock.instant().truncatedTo(ChronoUnit.SECONDS), origin);
    if (of(storeId).putIfAbsent(name, debt) == null) {
      append(line(storeId, name, debt));
    }
  }

  private static String line(String storeId, ObjectName name, Debt debt) {
    String word =
        switch (debt.origin()) {
          case MISSED -> "missed";
          case FOUND -> "found";
        };
    return line(word, debt.since(), storeId, name);
  }

  private static String line(String word, Instant time, String storeId, ObjectName name) {
    return word + " " + time.getEpochSecond() + " " + storeId + " " + name.value() + "\n";
  }

  @Override
  public synchronized void paid(String storeId, ObjectName name) {
    if (of(storeId).remove(name) != null) {
      append(line("paid", clock.instant(), storeId, name));
    }
  }

  /** What is owed to a store. */
  public synchronized Map<ObjectName, Debt> owedTo(String storeId) {
    return new LinkedHashMap<>(of(storeId));
  }

  /** Makes the debts to one store what its listing shows; times of those known before stay. */
  public synchronized void settle(String storeId, Set<ObjectName> lacking) {
    List.copyOf(of(storeId).keySet()).stream()
        .filter(name -> !lacking.contains(name))
        .forEach(name -> paid(storeId, name));
    lacking.forEach(name -> owed(storeId, name, Origin.FOUND));
  }

  private void append(String line) {
    if (broken || file.isEmpty()) {
      return;
    }
    try {
      if (out.isEmpty()) {
        Files.createDirectories(file.get().toAbsolutePath().getParent());
        out = Optional.of(new FileOutputStream(file.get().toFile(), true));
      }
      // One write a line, which the system appends whole. A channel would be closed by an
      // interrupt.
      out.get().write(line.getBytes(StandardCharsets.UTF_8));
      lines++;
    } catch (IOException e) {
      failed(e);
    }
  }

  private void failed(IOException e) {
    broken = true;
    LOG.warn(
        "Debts are not kept in {}: {}. 'keepsake status' tells them by listing",
        file.map(Path::toString).orElse("memory"),
        e.toString());
  }

  /** Makes what was written last through a loss of power, and the file small if it has grown. */
  @Override
  public synchronized void close() {
    try {
      if (out.isPresent()) {
        out.get().getFD().sync();
        out.get().close();
        out = Optional.empty();
      }
      int live = debts.values().stream().mapToInt(Map::size).sum();
      if (!broken && file.isPresent() && lines > SOME_LINES && lines > 2 * live) {
        rewrite(file.get());
      }
    } catch (IOException e) {
      failed(e);
    }
  }

  private void rewrite(Path old) throws IOException {
    Path next = old.resolveSibling(old.getFileName() + ".new");
    StringBuilder text = new StringBuilder();
    debts.forEach(
        (store, names) -> names.forEach((name, debt) -> text.append(line(store, name, debt))));
    try (FileOutputStream written = new FileOutputStream(next.toFile())) {
      written.write(text.toString().getBytes(StandardCharsets.UTF_8));
      written.getFD().sync();
    }
    Files.move(next, old, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    lines = text.isEmpty() ? 0 : (int) text.chars().filter(c -> c == '\n').count();
  }
}

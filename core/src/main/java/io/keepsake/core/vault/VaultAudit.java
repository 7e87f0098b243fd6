package io.keepsake.core.vault;

import io.keepsake.core.audit.AuditCheck;
import io.keepsake.core.audit.AuditFinding;
import io.keepsake.core.audit.AuditJournal;
import io.keepsake.core.audit.AuditSegment;
import io.keepsake.core.audit.SegmentName;
import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.format.AuditLine;
import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.format.VaultId;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.replicate.ReplicationException;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.vault.AuditedRecord.Place;
import io.keepsake.core.vault.HeaderChoice.Headerless;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was done with a vault: records that are chained by their hashes, in a journal of each
 * machine and, sealed, at the providers.
 */
public final class VaultAudit {

  private final Repository repository;
  private final VaultSettings settings;
  private final Optional<AuditJournal> journal;
  private final Map<String, String> leftOut;

  VaultAudit(
      Repository repository,
      VaultSettings settings,
      Optional<AuditJournal> journal,
      Map<String, String> leftOut) {
    this.repository = repository;
    this.settings = settings;
    this.journal = journal;
    this.leftOut = leftOut;
  }

  /**
   * Records something that is not an operation of a {@link Vault}, such as a change of the
   * configuration. Needs no key. Providers get the record with that of the next backup. Nothing is
   * recorded if the settings do not ask for it; that it cannot be recorded is told by an event.
   *
   * @throws VaultException if no provider tells which vault it is
   */
  public static void note(
      VaultSettings settings, AuditEntry entry, Plugins plugins, VaultListener listener)
      throws VaultException {
    if (settings.audit().isEmpty()) {
      return;
    }
    VaultListener ordered = new OrderedListener(listener);
    VaultId vault = Failures.translate(() -> vault(settings, plugins));
    AuditTrail.of(settings, vault).note(entry, ordered);
  }

  /**
   * Which vault the stores hold.
   *
   * @throws VaultException if none of them tells
   */
  static VaultId vault(VaultSettings settings, Plugins plugins) throws IOException {
    try (OpenStores stores = OpenStores.openKnown(settings, plugins, VaultListener.NONE)) {
      HeaderChoice choice = new HeaderChoice(stores, Headerless.LEFT_OUT);
      return choice.choose().header().identity().vault();
    }
  }

  /**
   * All records, of all machines, by their times; those of one chain in their order. A segment that
   * no provider has as it was stored is told to the listener and left out; {@link #verify} says
   * more.
   *
   * @throws VaultException if no provider can be listed
   */
  public List<AuditedRecord> records(VaultListener listener) throws VaultException {
    VaultListener ordered = new OrderedListener(listener);
    return Failures.translate(() -> read(ordered));
  }

  private List<AuditedRecord> read(VaultListener listener) throws IOException {
    Repository operation = repository.anew(listener);
    Map<String, Map<Long, AuditedRecord>> records = new TreeMap<>();
    for (ListedObject object : operation.list(ObjectNames.AUDIT, Purpose.RESTORE)) {
      if (SegmentName.of(object.name()).isPresent()) {
        try {
          byte[] plaintext = operation.open(object.name(), ObjectType.AUDIT, Purpose.RESTORE);
          AuditSegment.decode(plaintext, operation.vault())
              .lines()
              .forEach(line -> add(records, line, Place.SEALED));
        } catch (FormatException | CryptoException | ReplicationException e) {
          if (Thread.currentThread().isInterrupted()) {
            throw e;
          }
          listener.on(
              new VaultEvent.AuditProblem(
                  "Records in %s cannot be read: %s; 'keepsake audit verify' tells more"
                      .formatted(object.name(), e.getMessage())));
        }
      }
    }
    if (journal.isPresent()) {
      for (byte[] line : journal.get().content().lines()) {
        readLocal(line, records, listener);
      }
    }
    List<AuditedRecord> all = new ArrayList<>();
    records.values().forEach(chain -> all.addAll(chain.values()));
    all.sort(Comparator.comparing(AuditedRecord::time)); // stable: chains stay in their order
    return all;
  }

  private static void readLocal(
      byte[] line, Map<String, Map<Long, AuditedRecord>> records, VaultListener listener) {
    try {
      add(records, AuditLine.parse(line), Place.JOURNAL);
    } catch (FormatException e) {
      listener.on(
          new VaultEvent.AuditProblem(
              "A line of the audit journal of this machine cannot be read: " + e.getMessage()));
    }
  }

  private static void add(
      Map<String, Map<Long, AuditedRecord>> records, AuditLine line, Place place) {
    AuditedRecord record = AuditedRecord.of(line, place);
    records
        .computeIfAbsent(record.writer(), _ -> new TreeMap<>())
        .putIfAbsent(record.number(), record);
  }

  /**
   * Holds the journal of this machine and the copies of all segments at all providers against each
   * other. Reads every copy. Findings are reported, not thrown.
   *
   * <p>It cannot find that the newest records of a chain were removed from every provider if no
   * record that is left names them: not by its own chain's next record, nor by another writer's.
   *
   * @throws VaultException if no provider can be listed
   */
  public AuditReport verify(VaultListener listener) throws VaultException {
    VaultListener ordered = new OrderedListener(listener);
    return Failures.translate(
        () -> {
          Repository operation = repository.anew(ordered);
          StoredSegments segments =
              new StoredSegments(operation, Set.copyOf(settings.placement().initial()), leftOut);
          Optional<AuditJournal.Content> content = Optional.empty();
          if (journal.isPresent()) {
            content = Optional.of(journal.get().content());
          }
          AuditCheck.Outcome outcome = new AuditCheck(operation.vault(), segments).run(content);
          return new AuditReport(
              outcome.records(),
              outcome.writers(),
              outcome.copies(),
              outcome.unsealed(),
              outcome.findings().stream().map(VaultAudit::finding).toList(),
              segments.unasked());
        });
  }

  private static AuditReport.Finding finding(AuditFinding found) {
    return new AuditReport.Finding(
        found.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        found.storeId(),
        found.place(),
        found.problem());
  }
}

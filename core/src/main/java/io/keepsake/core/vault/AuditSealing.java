package io.keepsake.core.vault;

import io.keepsake.core.audit.AuditJournal;
import io.keepsake.core.audit.AuditSegment;
import io.keepsake.core.audit.SegmentName;
import io.keepsake.core.format.AuditLine;
import io.keepsake.core.format.AuditRecord.Actor;
import io.keepsake.core.format.AuditRecord.Deed;
import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.repair.FlawRepair;
import io.keepsake.core.replicate.ReplicationException;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.seal.GrowingBuffer;
import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Seals the records of this machine's journal into segments, and stores them at the providers that
 * take part in an operation. What cannot be stored now is stored with the next operation.
 */
final class AuditSealing {

  /** Segments that are tried to find one that opens. */
  private static final int TRIES = 3;

  private final Repository operation;
  private final Set<String> writable;
  private final FlawRepair copies;

  /**
   * Sealing at the end of an operation.
   *
   * @param operation the vault, as the operation uses it: stores that failed it are left alone
   * @param writable ids of the stores that are to have every segment
   * @param copies copies segments to stores that lack them
   */
  AuditSealing(Repository operation, Set<String> writable, FlawRepair copies) {
    this.operation = operation;
    this.writable = writable;
    this.copies = copies;
  }

  /**
   * Appends a record and stores all that no provider has yet.
   *
   * @param problems is told why records are not stored, or what is wrong with the journal
   * @throws IOException if the record cannot be appended
   */
  void append(AuditJournal journal, Actor actor, Deed deed, Consumer<String> problems)
      throws IOException {
    Optional<AuditListing> listing = Optional.empty();
    long sealed = 0;
    try {
      AuditListing listed = AuditListing.read(operation, writable);
      copies.run(listed.lacking());
      sealed = agreed(listed, journal, actor, problems);
      listing = Optional.of(listed);
    } catch (IOException e) {
      problems.accept(late(e));
    }
    journal.append(
        actor, deed, listing.map(AuditListing::newest).orElseGet(AuditListing::nothing), problems);
    if (listing.isPresent()) {
      try {
        store(journal, sealed + 1);
      } catch (IOException e) {
        problems.accept(late(e));
      }
    }
  }

  private static String late(IOException e) {
    return "The audit records are on this machine and not at the providers yet; the next backup"
        + " tries again: "
        + e.getMessage();
  }

  /**
   * The number up to which segments have what the journal has. A journal that disagrees with its
   * segments, or is behind them, is not gone on with: two records of one number would be a fork. It
   * is put aside, and the chain that begins says why.
   */
  private long agreed(
      AuditListing listed, AuditJournal journal, Actor actor, Consumer<String> problems)
      throws IOException {
    Optional<AuditLine> last = journal.last();
    if (last.isEmpty()) {
      return 0;
    }
    String writer = last.get().record().link().writer();
    for (ObjectName name : listed.newestOf(writer, TRIES)) {
      Optional<AuditSegment> segment = open(name);
      if (segment.isPresent()) {
        long number = segment.get().last();
        if (has(journal, number, segment.get().lines().getLast().hash())) {
          return number;
        }
        String reason =
            "The audit journal of this machine does not agree with record %d of writer %s, which a"
                    .formatted(number, writer)
                + " provider has: it was cut off, changed, or is used by two machines";
        problems.accept(reason + "; a new chain of records begins");
        journal.beginAnew(actor, reason, listed.newest());
        return 0;
      }
    }
    return 0;
  }

  private Optional<AuditSegment> open(ObjectName name) throws IOException {
    try {
      byte[] plaintext = operation.open(name, ObjectType.AUDIT, Purpose.BACKUP);
      AuditSegment segment = AuditSegment.decode(plaintext, operation.vault());
      boolean right =
          SegmentName.of(name)
              .filter(
                  said -> said.writer().equals(segment.writer()) && said.last() == segment.last())
              .isPresent();
      return right ? Optional.of(segment) : Optional.empty();
    } catch (FormatException | CryptoException | ReplicationException e) {
      return Optional.empty(); // 'audit verify' tells it
    }
  }

  private static boolean has(AuditJournal journal, long number, Hash hash) throws IOException {
    try {
      return journal.hashOf(number).filter(hash::equals).isPresent();
    } catch (FormatException e) {
      return false;
    }
  }

  private void store(AuditJournal journal, long from) throws IOException {
    for (AuditSegment segment : AuditSegment.of(journal.from(from))) {
      GrowingBuffer object = operation.sealer().seal(ObjectType.AUDIT, segment.encode());
      ObjectName name = ObjectNames.audit(segment.writer(), segment.last(), object.sha256());
      Set<String> have =
          operation.replicas().offer(name, ObjectContent.of(object.view()), Purpose.BACKUP);
      if (have.isEmpty()) {
        throw new IOException("no provider took them");
      }
    }
  }
}

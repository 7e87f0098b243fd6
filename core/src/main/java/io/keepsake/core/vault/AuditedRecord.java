package io.keepsake.core.vault;

import io.keepsake.core.format.AuditLine;
import io.keepsake.core.format.AuditRecord.Deed;
import io.keepsake.core.format.AuditRecord.Link;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A record of the audit trail, as it is read.
 *
 * @param writer which chain it is in: 32 hexadecimal digits
 * @param number its number there, from 1
 * @param time when it was written
 * @param user who acted
 * @param host on which machine
 * @param program by which program
 * @param action what was done: a word of {@link AuditAction}, or of a newer program
 * @param outcome what came of it: a word of {@link AuditOutcome}, or of a newer program
 * @param begun number of the record that tells when it began; empty if none does
 * @param snapshot with which snapshot
 * @param providers with which providers
 * @param counts how much
 * @param details what else
 * @param place whether providers have it
 * @param line the record itself: one line of JSON
 * @param hash its SHA-256 in 64 hexadecimal digits, which the next record names
 */
public record AuditedRecord(
    String writer,
    long number,
    Instant time,
    String user,
    String host,
    String program,
    String action,
    String outcome,
    OptionalLong begun,
    Optional<SnapshotId> snapshot,
    List<String> providers,
    SortedMap<String, Long> counts,
    SortedMap<String, String> details,
    Place place,
    String line,
    String hash) {

  /** Where a record is. */
  public enum Place {
    /** In a segment at a provider. */
    SEALED,
    /** In the journal of this machine only. */
    JOURNAL
  }

  /** Copies the collections. */
  public AuditedRecord {
    providers = List.copyOf(providers);
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
  }

  static AuditedRecord of(AuditLine line, Place place) {
    Link link = line.record().link();
    Deed deed = line.record().deed();
    return new AuditedRecord(
        link.writer(),
        link.number(),
        line.record().time(),
        line.record().actor().user(),
        line.record().actor().host(),
        line.record().actor().program(),
        deed.action(),
        deed.outcome(),
        deed.begun(),
        deed.snapshot().map(hash -> new SnapshotId(hash.hex())),
        deed.providers(),
        deed.counts(),
        deed.details(),
        place,
        line.text(),
        line.hash().hex());
  }
}

package io.keepsake.core.vault;

import io.keepsake.core.format.AuditRecord.Deed;
import io.keepsake.core.format.Hash;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Something to be recorded in the audit trail. No secret belongs into it, nor a message of a
 * library, which may hold one.
 *
 * @param action what was done
 * @param outcome what came of it
 * @param snapshot with which snapshot
 * @param providers with which providers
 * @param counts how much, by words such as {@code files}
 * @param details what else, by words; long texts are cut
 */
public record AuditEntry(
    AuditAction action,
    AuditOutcome outcome,
    Optional<SnapshotId> snapshot,
    List<String> providers,
    Map<String, Long> counts,
    Map<String, String> details) {

  private static final int LONGEST = 1_000;

  /** Copies the collections. */
  public AuditEntry {
    providers = List.copyOf(providers);
    counts = Map.copyOf(counts);
    details = Map.copyOf(details);
  }

  /** With nothing said but that. */
  public static AuditEntry of(AuditAction action, AuditOutcome outcome) {
    return new AuditEntry(action, outcome, Optional.empty(), List.of(), Map.of(), Map.of());
  }

  /** The same with what came of it. */
  public AuditEntry with(AuditOutcome other) {
    return new AuditEntry(action, other, snapshot, providers, counts, details);
  }

  /** The same with a snapshot. */
  public AuditEntry with(SnapshotId id) {
    return new AuditEntry(action, outcome, Optional.of(id), providers, counts, details);
  }

  /** The same with these providers. */
  public AuditEntry with(Collection<String> ids) {
    return new AuditEntry(action, outcome, snapshot, List.copyOf(ids), counts, details);
  }

  /** The same with a count more. */
  public AuditEntry with(String word, long count) {
    Map<String, Long> more = new TreeMap<>(counts);
    more.put(word, count);
    return new AuditEntry(action, outcome, snapshot, providers, more, details);
  }

  /** The same with a detail more. */
  public AuditEntry with(String word, String text) {
    Map<String, String> more = new TreeMap<>(details);
    more.put(word, text);
    return new AuditEntry(action, outcome, snapshot, providers, counts, more);
  }

  Deed deed(OptionalLong begun) {
    TreeMap<String, String> cut = new TreeMap<>();
    details.forEach((word, text) -> cut.put(word, cut(text)));
    return new Deed(
        action.word(),
        outcome.word(),
        begun,
        snapshot.map(SnapshotId::hex).map(Hash::ofHex),
        providers,
        new TreeMap<>(counts),
        cut);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}

package io.keepsake.core.audit;

import io.keepsake.core.format.AuditLine;
import io.keepsake.core.format.AuditRecord;
import io.keepsake.core.format.AuditRecord.Actor;
import io.keepsake.core.format.AuditRecord.Deed;
import io.keepsake.core.format.AuditRecord.Link;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.VaultId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Chains of records for tests. */
final class Chains {

  static final VaultId VAULT = new VaultId("40".repeat(16));
  static final Actor ADA = new Actor("ada", "studio", "keepsake 0.1.0");

  private Chains() {}

  /** A writer's name that ends with a digit. */
  static String writer(int digit) {
    return "0".repeat(31) + digit;
  }

  static Deed deed(String action, long files) {
    return new Deed(
        action,
        "done",
        OptionalLong.empty(),
        Optional.empty(),
        List.of("nas", "usb"),
        new TreeMap<>(Map.of("files", files)),
        new TreeMap<>(Map.of("roots", "/home/ada")));
  }

  /** The record after the last one of these. */
  static AuditLine next(String writer, List<AuditLine> before, SortedMap<String, String> seen) {
    Hash previous = before.isEmpty() ? Link.NOTHING : before.getLast().hash();
    long number = before.size() + 1L;
    return AuditLine.of(
        new AuditRecord(
            new Link(VAULT, writer, number, previous, seen),
            Instant.ofEpochSecond(1_795_000_000 + number),
            ADA,
            deed("backup", number)));
  }

  /** So many records of a writer. */
  static List<AuditLine> of(String writer, int count) {
    List<AuditLine> lines = new ArrayList<>();
    while (lines.size() < count) {
      lines.add(next(writer, lines, new TreeMap<>()));
    }
    return lines;
  }
}

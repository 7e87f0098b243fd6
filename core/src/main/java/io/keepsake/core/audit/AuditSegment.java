package io.keepsake.core.audit;

import io.keepsake.core.format.AuditLine;
import io.keepsake.core.format.AuditRecord.Link;
import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.VaultId;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Records of one writer, one after the other: what is sealed into an object.
 *
 * @param lines at least one
 */
public record AuditSegment(List<AuditLine> lines) {

  /** Most bytes of plaintext; more records make more segments. */
  public static final int MAX_BYTES = 1 << 20;

  /**
   * Checks the chain.
   *
   * @throws IllegalArgumentException if the records are not those of one writer, in their order
   */
  public AuditSegment {
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("a segment has at least one record");
    }
    for (int i = 1; i < lines.size(); i++) {
      Link before = lines.get(i - 1).record().link();
      Link link = lines.get(i).record().link();
      if (!link.writer().equals(before.writer())
          || !link.vault().equals(before.vault())
          || link.number() != before.number() + 1
          || !link.previous().equals(lines.get(i - 1).hash())) {
        throw new IllegalArgumentException("records of a segment follow each other");
      }
    }
  }

  /** Whose records they are. */
  public String writer() {
    return lines.getFirst().record().link().writer();
  }

  /** The number of the last record. */
  public long last() {
    return lines.getLast().record().link().number();
  }

  /** The plaintext: the lines, each with an end. */
  public byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    lines.forEach(line -> out.writeBytes(AuditJournal.bytes(line)));
    return out.toByteArray();
  }

  /**
   * Reads a plaintext.
   *
   * @param vault whose it must be
   * @throws FormatException if it is not one
   */
  public static AuditSegment decode(byte[] plaintext, VaultId vault) throws FormatException {
    if (plaintext.length == 0
        || plaintext.length > MAX_BYTES
        || plaintext[plaintext.length - 1] != '\n') {
      throw new FormatException("an audit segment is lines of at most " + MAX_BYTES + " bytes");
    }
    List<AuditLine> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < plaintext.length; i++) {
      if (plaintext[i] == '\n') {
        lines.add(AuditLine.parse(Arrays.copyOfRange(plaintext, start, i)));
        start = i + 1;
      }
    }
    if (!lines.getFirst().record().link().vault().equals(vault)) {
      throw new FormatException("an audit segment is that of another vault");
    }
    try {
      return new AuditSegment(lines);
    } catch (IllegalArgumentException e) {
      throw new FormatException("an audit segment is broken: " + e.getMessage());
    }
  }

  /** As few segments as these records fit into, which follow each other. */
  public static List<AuditSegment> of(List<AuditLine> lines) {
    List<AuditSegment> segments = new ArrayList<>();
    List<AuditLine> some = new ArrayList<>();
    int size = 0;
    for (AuditLine line : lines) {
      int length = AuditJournal.bytes(line).length;
      if (size + length > MAX_BYTES) {
        segments.add(new AuditSegment(some));
        some = new ArrayList<>();
        size = 0;
      }
      some.add(line);
      size += length;
    }
    if (!some.isEmpty()) {
      segments.add(new AuditSegment(some));
    }
    return segments;
  }
}

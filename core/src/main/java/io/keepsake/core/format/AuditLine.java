package io.keepsake.core.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keepsake.core.format.AuditRecord.Actor;
import io.keepsake.core.format.AuditRecord.Deed;
import io.keepsake.core.format.AuditRecord.Link;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.util.Map;
import java.util.TreeMap;

/**
 * An audit record with the line that tells it: JSON in the canonical form of RFC 8785.
 *
 * @param record what it says
 * @param text the line, without its end
 */
public record AuditLine(AuditRecord record, String text) {

  /** Most bytes of a line. */
  public static final int MAX_BYTES = 64 << 10;

  private static final long FORMAT = 1;

  /**
   * The line of a record.
   *
   * @throws IllegalArgumentException if it would be too long
   */
  public static AuditLine of(AuditRecord record) {
    AuditLine line = new AuditLine(record, CanonicalJson.of(fields(record)));
    if (line.text.getBytes(UTF_8).length > MAX_BYTES) {
      throw new IllegalArgumentException("An audit record has at most " + MAX_BYTES + " bytes");
    }
    return line;
  }

  /**
   * Reads a line.
   *
   * @param bytes the line without its end
   * @throws FormatException if it is none, or one that is not in the canonical form
   */
  public static AuditLine parse(byte[] bytes) throws FormatException {
    if (bytes.length > MAX_BYTES) {
      throw new FormatException("an audit record is too long");
    }
    try {
      AuditLine line = of(AuditFields.read(bytes).record());
      if (!MessageDigest.isEqual(line.text.getBytes(UTF_8), bytes)) {
        throw new FormatException("an audit record is not in its canonical form");
      }
      return line;
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new FormatException("an audit record is not valid: " + e.getMessage());
    }
  }

  /** What the next record names: the SHA-256 of the line. */
  public Hash hash() {
    byte[] bytes = text.getBytes(UTF_8);
    return Hash.sha256(bytes, bytes.length);
  }

  private static Map<String, Object> fields(AuditRecord record) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("format", FORMAT);
    fields.put("time", record.time().toString());
    put(fields, record.link());
    put(fields, record.actor());
    put(fields, record.deed());
    return fields;
  }

  private static void put(Map<String, Object> fields, Link link) {
    fields.put("vault", link.vault().toString());
    fields.put("writer", link.writer());
    fields.put("number", link.number());
    fields.put("previous", link.previous().hex());
    if (!link.seen().isEmpty()) {
      fields.put("seen", link.seen());
    }
  }

  private static void put(Map<String, Object> fields, Actor actor) {
    fields.put("user", clean(actor.user()));
    fields.put("host", clean(actor.host()));
    fields.put("program", clean(actor.program()));
  }

  private static void put(Map<String, Object> fields, Deed deed) {
    fields.put("action", deed.action());
    fields.put("outcome", deed.outcome());
    deed.begun().ifPresent(number -> fields.put("begun", number));
    deed.snapshot().ifPresent(id -> fields.put("snapshot", id.hex()));
    if (!deed.providers().isEmpty()) {
      fields.put("providers", deed.providers().stream().map(AuditLine::clean).toList());
    }
    if (!deed.counts().isEmpty()) {
      fields.put("counts", deed.counts());
    }
    if (!deed.details().isEmpty()) {
      Map<String, String> details = new TreeMap<>();
      deed.details().forEach((key, text) -> details.put(key, clean(text)));
      fields.put("details", details);
    }
  }

  /** Halves of characters have no form in UTF-8. */
  private static String clean(String text) {
    return new String(text.getBytes(UTF_8), UTF_8);
  }
}

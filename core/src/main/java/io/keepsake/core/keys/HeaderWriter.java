package io.keepsake.core.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.keepsake.core.chunk.ChunkingParameters;
import io.keepsake.core.format.Hash;
import io.keepsake.core.spi.crypto.PassphraseParameters;
import java.util.Arrays;
import java.util.Base64;

/** The one way to write a header. No value needs escaping: all are checked to be plain ASCII. */
final class HeaderWriter {

  /** The end of every header, of any version, but for the digits and what follows them. */
  static final String CHECKSUM_FIELD = "  \"checksum\": \"";

  static final String END = "\"\n}\n";

  /** The beginning of every header, of any version. */
  static final String START = "{\n  \"format\": ";

  private final StringBuilder out = new StringBuilder(1024);

  private HeaderWriter() {}

  static byte[] write(VaultHeader header) {
    HeaderWriter writer = new HeaderWriter();
    writer.body(header);
    byte[] body = writer.out.toString().getBytes(US_ASCII);
    writer.out.append(CHECKSUM_FIELD).append(checksum(body, body.length)).append(END);
    return writer.out.toString().getBytes(US_ASCII);
  }

  /** The SHA-256 of the first bytes, in hex. */
  static String checksum(byte[] bytes, int length) {
    return Hash.sha256(bytes, length).hex();
  }

  private void body(VaultHeader header) {
    VaultIdentity identity = header.identity();
    out.append(START).append(VaultHeader.FORMAT).append(",\n");
    text(2, "vault", identity.vault().hex());
    number(2, "revision", header.revision(), ",");
    text(2, "created", header.created().toString());
    text(2, "suite", identity.suite());
    ChunkingParameters chunking = identity.chunking();
    line(2, "\"chunking\": {");
    number(4, "minimum", chunking.minimum(), ",");
    number(4, "average", chunking.average(), ",");
    number(4, "maximum", chunking.maximum(), "");
    line(2, "},");
    line(2, "\"slots\": [");
    for (KeySlot slot : header.slots()) {
      slot(slot, slot.id().equals(header.slots().getLast().id()) ? "" : ",");
    }
    line(2, "],");
  }

  private void slot(KeySlot slot, String after) {
    line(4, "{");
    text(6, "id", slot.id());
    text(6, "type", slot.type().label());
    text(6, "created", slot.created().toString());
    if (!slot.label().isEmpty()) {
      text(6, "label", slot.label());
    }
    if (slot instanceof KeySlot.Passphrase passphrase) {
      kdf(passphrase.kdf());
    }
    line(6, "\"wrapped\": \"" + slot.wrapped() + "\"");
    line(4, "}" + after);
  }

  private void kdf(PassphraseParameters kdf) {
    line(6, "\"kdf\": {");
    text(8, "algorithm", kdf.algorithm());
    number(8, "memoryKibibytes", kdf.memoryKibibytes(), ",");
    number(8, "iterations", kdf.iterations(), ",");
    number(8, "lanes", kdf.lanes(), ",");
    line(8, "\"salt\": \"" + Base64.getEncoder().encodeToString(kdf.salt()) + "\"");
    line(6, "},");
  }

  private void text(int indent, String name, String value) {
    line(indent, "\"" + name + "\": \"" + value + "\",");
  }

  private void number(int indent, String name, long value, String after) {
    line(indent, "\"" + name + "\": " + value + after);
  }

  private void line(int indent, String content) {
    out.repeat(' ', indent).append(content).append('\n');
  }

  /** Whether a header of these bytes is written exactly so. */
  static boolean isCanonical(VaultHeader header, byte[] bytes) {
    return Arrays.equals(write(header), bytes);
  }
}

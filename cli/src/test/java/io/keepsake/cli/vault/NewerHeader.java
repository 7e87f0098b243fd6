package io.keepsake.cli.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a Keepsake of the next format might make of a header. */
final class NewerHeader {

  private static final String END = "  \"checksum\": \"";

  private NewerHeader() {}

  /** A sound header with another number of the format, and a field of that. */
  static byte[] of(byte[] header) {
    String text = new String(header, UTF_8);
    String body =
        text.substring(0, text.indexOf(END))
            .replace("\"format\": 1,", "\"format\": 2,\n  \"unheard\": \"of\",");
    return (body + END + sha256(body) + "\"\n}\n").getBytes(UTF_8);
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

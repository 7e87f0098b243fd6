package io.keepsake.provider.local.webdav;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Paths as URLs write them, both ways. */
final class Hrefs {

  private static final String PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Hrefs() {}

  /** A path with all but letters, digits and {@code -._~/} written as percent signs and digits. */
  static String encode(String path) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xff);
      if (PLAIN.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.toHexDigits(each));
      }
    }
    return encoded.toString();
  }

  /**
   * The path of an {@code href}, which may be a whole URL, with its percent signs still in it;
   * without a slash at its end.
   */
  static String path(String href) {
    String path = href.replaceFirst("^[A-Za-z][A-Za-z0-9+.-]*://[^/]*", "");
    return path.replaceFirst("/+$", "");
  }

  /**
   * Decodes a part of a path.
   *
   * @return empty if it is not UTF-8, or the percent signs make no sense: such a name is none of
   *     ours
   */
  static Optional<String> decode(String encoded) {
    byte[] raw = encoded.getBytes(StandardCharsets.UTF_8);
    ByteBuffer decoded = ByteBuffer.allocate(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] != '%') {
        decoded.put(raw[i]);
        continue;
      }
      if (i + 2 >= raw.length
          || !HexFormat.isHexDigit(raw[i + 1])
          || !HexFormat.isHexDigit(raw[i + 2])) {
        return Optional.empty();
      }
      decoded.put(
          (byte) (HexFormat.fromHexDigit(raw[i + 1]) << 4 | HexFormat.fromHexDigit(raw[i + 2])));
      i += 2;
    }
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}

package io.keepsake.core.keys;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.keepsake.core.format.FormatException;
import io.keepsake.core.keys.KeyException.Kind;
import java.time.DateTimeException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/**
 * Reads headers in the order the format asks for: checksum, version, form. So damage is never taken
 * for a newer version, and neither for a wrong passphrase.
 */
final class HeaderReader {

  private static final Pattern VERSION =
      Pattern.compile(Pattern.quote(HeaderWriter.START) + "(0|[1-9][0-9]*+),?\n");

  private static final Pattern CHECKSUM =
      Pattern.compile(
          "\n"
              + Pattern.quote(HeaderWriter.CHECKSUM_FIELD)
              + "([0-9a-f]{64})"
              + Pattern.quote(HeaderWriter.END));

  private static final int CHECKSUM_LENGTH =
      HeaderWriter.CHECKSUM_FIELD.length() + 64 + HeaderWriter.END.length();

  private HeaderReader() {}

  static VaultHeader read(byte[] bytes) throws KeyException {
    // One character a byte: lengths and positions stay those of the bytes.
    String text = new String(bytes, ISO_8859_1);
    requireChecksum(bytes, text);
    requireVersion(text);
    try {
      VaultHeader header = HeaderFields.read(bytes);
      if (!HeaderWriter.isCanonical(header, bytes)) {
        throw new FormatException("it is not laid out as the format asks");
      }
      return header;
    } catch (FormatException | JacksonException | DateTimeException | IllegalArgumentException e) {
      // The checksum is right: somebody wrote it so.
      throw new KeyException(
          Kind.DAMAGED, "The vault's header is not valid: " + firstLine(e.getMessage()), e);
    }
  }

  private static void requireChecksum(byte[] bytes, String text) throws KeyException {
    int end = bytes.length - CHECKSUM_LENGTH;
    Matcher line = CHECKSUM.matcher(text);
    boolean closed = end >= 1 && line.region(end - 1, bytes.length).matches();
    if (!closed && !text.startsWith(HeaderWriter.START)) {
      throw new KeyException(Kind.NOT_A_HEADER, "This is not the header of a vault");
    }
    if (bytes.length > VaultHeader.MAX_BYTES) {
      throw damaged("is longer than " + VaultHeader.MAX_BYTES + " bytes");
    }
    if (!closed) {
      throw damaged("does not end with its checksum; it may have been cut off");
    }
    if (!line.group(1).equals(HeaderWriter.checksum(bytes, end))) {
      throw damaged("does not match its checksum");
    }
  }

  private static void requireVersion(String text) throws KeyException {
    Matcher version = VERSION.matcher(text);
    if (!version.lookingAt() || version.group(1).equals("0")) {
      throw damaged("does not say which format it has");
    }
    String number = version.group(1);
    if (!number.equals(Integer.toString(VaultHeader.FORMAT))) {
      throw new KeyException(
          Kind.NEWER_FORMAT,
          "A newer Keepsake wrote this vault: its format is "
              + (number.length() > 9 ? number.substring(0, 9) + "..." : number)
              + ", this one reads "
              + VaultHeader.FORMAT
              + ". Install a newer Keepsake");
    }
  }

  private static KeyException damaged(String how) {
    return new KeyException(Kind.DAMAGED, "The vault's header " + how);
  }

  private static String firstLine(String message) {
    String line = message.lines().findFirst().orElse("");
    return line.length() > 200 ? line.substring(0, 200) + "..." : line;
  }
}

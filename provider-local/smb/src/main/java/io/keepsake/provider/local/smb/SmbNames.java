package io.keepsake.provider.local.smb;

import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;

/**
 * Names as Windows can have them. What it cannot have in a name is written as macOS and Linux write
 * it on such servers (Services for Macintosh; {@code mapposix} of Linux' cifs), so that files have
 * the same names there when the share is mounted. None of Keepsake's own names need it.
 */
final class SmbNames {

  /** What stands at the same place in {@link #STANDING_FOR}. */
  private static final String ODD = "\"*:<>?|";

  private static final String STANDING_FOR = "\uF020\uF021\uF022\uF023\uF024\uF025\uF027";

  private static final char BLANK_AT_END = '\uF028';
  private static final char DOT_AT_END = '\uF029';

  private SmbNames() {}

  /** Whether a path has parts that Windows cannot have as they are. */
  static boolean isOdd(String path) {
    for (String part : path.split("/", -1)) {
      if (!encode(part).equals(part)) {
        return true;
      }
    }
    return path.chars().anyMatch(SmbNames::isTaken);
  }

  /**
   * A path below its share, as the server is told it; empty for the share itself.
   *
   * @param path begins with a slash and the share
   */
  static String below(String path) throws RemoteException {
    if (path.chars().anyMatch(SmbNames::isTaken)) {
      throw new RemoteException(
          Reason.INVALID, "characters from U+F001 to U+F029 stand for others on such servers");
    }
    StringBuilder all = new StringBuilder();
    String[] parts = path.split("/", -1);
    for (int i = 2; i < parts.length; i++) {
      all.append(i == 2 ? "" : "\\").append(encode(parts[i]));
    }
    return all.toString();
  }

  private static boolean isTaken(int c) {
    return c >= 0xF001 && c <= DOT_AT_END;
  }

  private static String encode(String part) {
    StringBuilder name = new StringBuilder(part);
    for (int i = 0; i < part.length(); i++) {
      int odd = ODD.indexOf(part.charAt(i));
      if (odd >= 0) {
        name.setCharAt(i, STANDING_FOR.charAt(odd));
      }
    }
    int last = part.length() - 1;
    if (part.endsWith(" ")) {
      name.setCharAt(last, BLANK_AT_END);
    } else if (part.endsWith(".")) {
      name.setCharAt(last, DOT_AT_END);
    }
    return name.toString();
  }

  /** What a server's name of a file stands for. */
  static String decode(String name) {
    StringBuilder decoded = new StringBuilder(name);
    for (int i = 0; i < name.length(); i++) {
      int odd = STANDING_FOR.indexOf(name.charAt(i));
      if (odd >= 0) {
        decoded.setCharAt(i, ODD.charAt(odd));
      }
    }
    int last = name.length() - 1;
    if (last >= 0 && name.charAt(last) == BLANK_AT_END) {
      decoded.setCharAt(last, ' ');
    } else if (last >= 0 && name.charAt(last) == DOT_AT_END) {
      decoded.setCharAt(last, '.');
    }
    return decoded.toString();
  }
}

package io.keepsake.provider.local.vfs.ftp;

import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import io.keepsake.provider.local.vfs.VfsConfig;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.net.ftp.FTPClient;

/**
 * What a server's refusal means. FTP has one number, 550, for a file that is missing, one that is
 * not allowed and more; only the text behind it, if anything, tells which.
 */
final class FtpReplies {

  private static final int NOT_AVAILABLE = 421;
  private static final int NO_DATA_CONNECTION = 425;
  private static final int ABORTED = 426;
  private static final int NO_ROOM_NOW = 452;
  private static final int SYNTAX = 500;
  private static final int SYNTAX_OF_NAME = 501;
  private static final int NOT_IMPLEMENTED = 502;
  private static final int NOT_LOGGED_IN = 530;
  private static final int FILE_UNAVAILABLE = 550;
  private static final int NO_ROOM = 552;
  private static final int NAME_NOT_ALLOWED = 553;

  private FtpReplies() {}

  /** Whether the last reply says that there is no such file, as far as can be known. */
  static boolean isMissing(FTPClient client) {
    return switch (client.getReplyCode()) {
      case FILE_UNAVAILABLE -> !speaksOf(client, "denied", "permission");
      case SYNTAX_OF_NAME -> speaksOf(client, "not a valid path"); // Apache's server
      default -> false;
    };
  }

  /** The last reply as a failure. */
  static RemoteException failure(FTPClient client) {
    return new RemoteException(reason(client), text(client));
  }

  /** The refusal of a login; holds no password. */
  static RemoteException notLetIn(FTPClient client, VfsConfig config, String user) {
    return new RemoteException(
        client.getReplyCode() == NOT_AVAILABLE ? Reason.UNREACHABLE : Reason.DENIED,
        "%s does not let user '%s' in with %s password (%s); check the user, and the option password-file or password-env"
            .formatted(
                config.peer(), user, config.password().isPresent() ? "this" : "no", text(client)));
  }

  private static Reason reason(FTPClient client) {
    return switch (client.getReplyCode()) {
      case NOT_AVAILABLE, NO_DATA_CONNECTION, ABORTED -> Reason.UNREACHABLE;
      case NO_ROOM_NOW, NO_ROOM -> Reason.NO_ROOM;
      case SYNTAX, NOT_IMPLEMENTED -> Reason.UNSUPPORTED;
      case NOT_LOGGED_IN -> Reason.DENIED;
      case NAME_NOT_ALLOWED ->
          speaksOf(client, "denied", "permission") ? Reason.DENIED : Reason.FAILED;
      default -> ofText(client);
    };
  }

  private static Reason ofText(FTPClient client) {
    if (speaksOf(client, "denied", "permission", "not allowed")) {
      return Reason.DENIED;
    }
    if (speaksOf(client, "no space", "quota", "disk full")) {
      return Reason.NO_ROOM;
    }
    return speaksOf(client, "no such", "not found", "not exist", "not a valid")
        ? Reason.MISSING
        : Reason.FAILED;
  }

  private static boolean speaksOf(FTPClient client, String... words) {
    String text = text(client).toLowerCase(Locale.ROOT);
    return Stream.of(words).anyMatch(text::contains);
  }

  private static String text(FTPClient client) {
    String text = client.getReplyString();
    return text == null ? "no answer" : text.strip();
  }
}

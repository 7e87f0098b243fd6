package io.keepsake.cli.config;

import io.keepsake.cli.shell.UsageException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads the place of a store as people write it: a URL, or a directory. */
public final class StoreUrl {

  private StoreUrl() {}

  /**
   * The URL for what was written.
   *
   * @param text a URL, or a directory; {@code ~/} is the user's home
   * @param base where relative directories begin
   * @throws UsageException with a clause that says what would be right; it does not repeat the
   *     text, which may hold a password
   */
  public static URI of(String text, Path base) throws UsageException {
    if (text.isBlank()) {
      throw UsageException.configuration("a URL or a directory is expected");
    }
    if (!hasScheme(text)) {
      return directory(text, base);
    }
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      throw UsageException.configuration(
          "it is not a URL (%s); write characters such as spaces as %%20".formatted(e.getReason()));
    }
    if (hasPassword(url)) {
      throw UsageException.configuration(
          "it holds a password; leave it out of the URL, where logs and process lists would show"
              + " it");
    }
    return url.getScheme().equalsIgnoreCase("file") ? file(url, base) : url;
  }

  /** What was written, without any password. */
  public static String masked(String text) {
    int start = text.indexOf("//");
    int at = text.lastIndexOf('@');
    int colon = start < 0 ? -1 : text.indexOf(':', start);
    return colon >= 0 && colon < at
        ? text.substring(0, colon + 1) + "***" + text.substring(at)
        : text;
  }

  /** The {@code file:} URL of a directory, without a slash at its end. */
  static URI ofDirectory(Path directory) {
    String url = directory.toUri().toString();
    return URI.create(
        url.endsWith("/") && directory.getNameCount() > 0
            ? url.substring(0, url.length() - 1)
            : url);
  }

  private static boolean hasScheme(String text) {
    int colon = text.indexOf(':');
    if (colon < 2 || !Character.isLetter(text.charAt(0))) {
      return false;
    }
    return text.substring(0, colon)
        .chars()
        .allMatch(c -> Character.isLetterOrDigit(c) || c == '+' || c == '-' || c == '.');
  }

  private static boolean hasPassword(URI url) {
    String authority = url.getRawAuthority();
    int at = authority == null ? -1 : authority.lastIndexOf('@');
    return at >= 0 && authority.substring(0, at).contains(":");
  }

  private static URI directory(String text, Path base) throws UsageException {
    try {
      Path path =
          text.startsWith("~/")
              ? Path.of(System.getProperty("user.home"), text.substring(2))
              : base.resolve(text);
      return ofDirectory(path.toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      throw UsageException.configuration("it is not a path (" + e.getReason() + ")");
    }
  }

  private static URI file(URI url, Path base) throws UsageException {
    if (url.isOpaque()) {
      return directory(url.getSchemeSpecificPart(), base);
    }
    String host = url.getRawAuthority();
    if (host != null && !host.equalsIgnoreCase("localhost")) {
      throw UsageException.configuration(
          "a file URL names no host: write file:///path, or just the directory");
    }
    return directory(url.getPath(), base);
  }
}

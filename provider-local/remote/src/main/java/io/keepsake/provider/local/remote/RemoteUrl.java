package io.keepsake.provider.local.remote;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreOptions;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The URL of a directory on a server.
 *
 * @param scheme in lower case
 * @param user who to log in as; empty for nobody in particular
 * @param host name or address
 * @param port from 1 to 65535; empty for the usual one
 * @param path of the directory, decoded: begins with a slash, ends without one, is more than that
 */
public record RemoteUrl(
    String scheme, Optional<String> user, String host, OptionalInt port, String path) {

  /**
   * Reads the URL of a store's settings.
   *
   * @throws StoreException kind {@code INVALID}, with a sentence that says what would be right
   */
  public static RemoteUrl of(StoreOptions options) throws StoreException {
    URI url = options.settings().url();
    if (url.isOpaque() || url.getHost() == null) {
      throw notOne(options, "write %s://user@host/path".formatted(url.getScheme()));
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw notOne(options, "write ? as %3F and # as %23");
    }
    if (url.getPort() == 0 || url.getPort() > 65_535) {
      throw notOne(options, "a port is a number from 1 to 65535");
    }
    return new RemoteUrl(
        options.settings().scheme(),
        Optional.ofNullable(url.getUserInfo()).filter(name -> !name.isEmpty()),
        url.getHost(),
        url.getPort() < 0 ? OptionalInt.empty() : OptionalInt.of(url.getPort()),
        path(options, url));
  }

  private static String path(StoreOptions options, URI url) throws StoreException {
    String path = url.getPath().replaceAll("/+", "/").replaceFirst("/$", "");
    boolean odd =
        List.of(path.split("/")).stream().anyMatch(part -> part.equals(".") || part.equals(".."))
            || path.chars().anyMatch(c -> c < 0x20 || c == 0x7f || c == '\\');
    if (odd) {
      throw notOne(options, "a path has no '.', no '..', no backslash and no control character");
    }
    if (path.isEmpty()) {
      throw notOne(options, "name a directory that Keepsake has for itself");
    }
    return path;
  }

  /** A failure to throw: this is not such a URL, and what to do about it. */
  public static StoreException notOne(StoreOptions options, String remedy) {
    return options.invalid(
        "%s is not the URL of a directory on a server; %s"
            .formatted(options.settings().url(), remedy));
  }
}

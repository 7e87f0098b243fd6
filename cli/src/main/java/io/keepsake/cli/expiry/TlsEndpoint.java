package io.keepsake.cli.expiry;

import io.keepsake.core.spi.storage.StoreSettings;
import java.net.URI;
import java.util.Optional;

/**
 * Where a provider's server shows its certificate.
 *
 * @param host name or address, an IPv6 address without brackets
 * @param port from 1 to 65535
 * @param beginning how it is asked to encrypt
 */
record TlsEndpoint(String host, int port, Beginning beginning) {

  private static final int HTTPS = 443;
  private static final int FTP = 21;
  private static final int IMPLICIT_FTPS = 990;
  private static final String IMPLICIT = "implicit";

  /** How encryption begins. */
  enum Beginning {
    /** With the first byte. */
    AT_ONCE,
    /** After the command {@code AUTH TLS} of FTP (RFC 4217). */
    AFTER_AUTH_TLS
  }

  /**
   * What the settings of a store tell: the server of {@code webdavs} and {@code ftps}, and any
   * {@code endpoint} that begins with {@code https}. The public services of Amazon, Google and
   * Microsoft are not named there: their certificates are no user's to renew.
   */
  static Optional<TlsEndpoint> of(StoreSettings store) {
    Optional<String> tls = Optional.ofNullable(store.options().get("tls"));
    boolean isImplicit = tls.filter(word -> word.strip().equalsIgnoreCase(IMPLICIT)).isPresent();
    return switch (store.scheme()) {
      case "webdavs" -> at(store.url(), HTTPS, Beginning.AT_ONCE);
      case "ftps" ->
          isImplicit
              ? at(store.url(), IMPLICIT_FTPS, Beginning.AT_ONCE)
              : at(store.url(), FTP, Beginning.AFTER_AUTH_TLS);
      default -> Optional.ofNullable(store.options().get("endpoint")).flatMap(TlsEndpoint::https);
    };
  }

  private static Optional<TlsEndpoint> https(String endpoint) {
    try {
      URI uri = URI.create(endpoint.strip());
      return "https".equalsIgnoreCase(uri.getScheme())
          ? at(uri, HTTPS, Beginning.AT_ONCE)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // opening the store says so, better than this could
    }
  }

  private static Optional<TlsEndpoint> at(URI uri, int usual, Beginning beginning) {
    return Optional.ofNullable(uri.getHost())
        .map(host -> host.replaceAll("[\\[\\]]", ""))
        .map(host -> new TlsEndpoint(host, uri.getPort() < 0 ? usual : uri.getPort(), beginning));
  }

  /** For people. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}

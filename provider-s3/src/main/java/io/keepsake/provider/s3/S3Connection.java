package io.keepsake.provider.s3;

import io.keepsake.core.spi.storage.StoreException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;

/**
 * How the service is reached.
 *
 * @param endpoint scheme, host and port of a service that is not Amazon's, or a special one
 * @param region the bucket's region, where it is told
 * @param pathStyle whether the bucket is named in the path and not in the host; empty to choose by
 *     the endpoint
 * @param connectTimeout longest time to connect
 * @param idleTimeout longest time in which no byte moves
 * @param maxConnections most connections at once
 */
record S3Connection(
    Optional<URI> endpoint,
    Optional<String> region,
    Optional<Boolean> pathStyle,
    Duration connectTimeout,
    Duration idleTimeout,
    int maxConnections) {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(30);
  private static final int MAX_CONNECTIONS = 64;

  static S3Connection of(S3Options options) throws StoreException {
    return new S3Connection(
        endpoint(options),
        region(options),
        options.flag("path-style"),
        options.duration("connect-timeout", CONNECT_TIMEOUT),
        options.duration("idle-timeout", IDLE_TIMEOUT),
        options.number("max-connections", MAX_CONNECTIONS, 1, 1_000));
  }

  private static Optional<String> region(S3Options options) throws StoreException {
    Optional<String> region = options.text("region");
    if (region.isPresent() && !region.get().matches("[A-Za-z0-9-]{1,63}")) {
      throw options.invalid(
          "region", "is a name such as eu-west-1, not '%s'".formatted(region.get()));
    }
    return region;
  }

  private static Optional<URI> endpoint(S3Options options) throws StoreException {
    Optional<String> text = options.text("endpoint");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(text.get());
      if (isEndpoint(uri)) {
        return Optional.of(uri);
      }
    } catch (URISyntaxException e) {
      // told below, without repeating what may hold a password
    }
    throw options.invalid(
        "endpoint", "is a scheme, a host and perhaps a port, such as https://s3.example.com:9000");
  }

  private static boolean isEndpoint(URI uri) {
    boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
    boolean bare = uri.getPath() == null || uri.getPath().isEmpty() || uri.getPath().equals("/");
    return web
        && bare
        && uri.getHost() != null
        && uri.getRawUserInfo() == null
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null;
  }
}

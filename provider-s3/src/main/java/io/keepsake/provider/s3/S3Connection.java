package io.keepsake.provider.s3;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
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

  static S3Connection of(StoreOptions options) throws StoreException {
    return new S3Connection(
        endpoint(options),
        region(options),
        options.flag("path-style"),
        options.duration("connect-timeout", CONNECT_TIMEOUT),
        options.duration("idle-timeout", IDLE_TIMEOUT),
        options.number("max-connections", MAX_CONNECTIONS, 1, 1_000));
  }

  private static Optional<String> region(StoreOptions options) throws StoreException {
    Optional<String> region = options.text("region");
    if (region.isPresent() && !region.get().matches("[A-Za-z0-9-]{1,63}")) {
      throw options.invalidOption(
          "region", "is a name such as eu-west-1, not '%s'".formatted(region.get()));
    }
    return region;
  }

  private static Optional<URI> endpoint(StoreOptions options) throws StoreException {
    Optional<URI> endpoint = options.endpoint("endpoint");
    if (endpoint.isPresent() && !List.of("", "/").contains(endpoint.get().getPath())) {
      throw options.invalidOption(
          "endpoint", "has no path: a scheme, a host and perhaps a port are all");
    }
    return endpoint;
  }
}

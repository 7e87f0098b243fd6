package io.keepsake.provider.gcs;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How the service is reached.
 *
 * @param endpoint another service than Google's own that speaks its JSON API
 * @param project the project that requests are charged to; empty for the credentials' own
 * @param connectTimeout the longest to wait for a connection
 * @param idleTimeout the longest that no byte may move
 */
record GcsConnection(
    Optional<URI> endpoint,
    Optional<String> project,
    Duration connectTimeout,
    Duration idleTimeout) {

  static GcsConnection of(StoreOptions options) throws StoreException {
    return new GcsConnection(
        options.endpoint("endpoint"),
        options.text("project"),
        options.duration("connect-timeout", Duration.ofSeconds(10)),
        options.duration("idle-timeout", Duration.ofSeconds(30)));
  }

  /** The root of all URLs, without a slash at its end. */
  String root() {
    return endpoint
        .map(given -> given.toString().replaceAll("/+$", ""))
        .orElse("https://storage.googleapis.com");
  }
}

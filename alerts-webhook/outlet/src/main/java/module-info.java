/**
 * What alert sinks share: words for notices, JSON, and an HTTP client that keeps secrets. For this
 * project's own plugins, which each ship it: what it exports may change with any release.
 */
module io.keepsake.alerts.outlet {
  requires transitive io.keepsake.core;
  requires transitive java.net.http;
  requires tools.jackson.core;
  requires static org.jspecify;

  exports io.keepsake.alerts.outlet;
}

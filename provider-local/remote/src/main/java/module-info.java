/**
 * Makes a store of a directory on another machine, whatever the protocol. For this project's own
 * plugins, which each ship it: what it exports may change with any release.
 */
module io.keepsake.provider.local.remote {
  requires transitive io.keepsake.core;
  requires static org.jspecify;

  exports io.keepsake.provider.local.remote;
}

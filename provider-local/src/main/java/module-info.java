/** Stores in local directories. */
module io.keepsake.provider.local {
  requires io.keepsake.core;
  requires static org.jspecify;
}

/** Contract tests and fakes for authors of plugins. */
module io.keepsake.testkit {
  requires transitive io.keepsake.core;
  requires transitive net.jqwik.api;
  requires transitive org.junit.jupiter.api;
  requires static org.jspecify;

  exports io.keepsake.testkit.crypto;
}

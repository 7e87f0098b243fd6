/**
 * Contract tests and fakes for authors of plugins.
 *
 * <p>The store in memory, {@code memory://name}, is a service on the class path only: as a module's
 * service it would be bound wherever this module is in sight, and draw JUnit in with it.
 */
module io.keepsake.testkit {
  requires java.net.http;
  requires transitive io.keepsake.core;
  requires transitive net.jqwik.api;
  requires transitive org.junit.jupiter.api;
  requires transitive org.junit.jupiter.params;
  requires java.logging;
  requires java.management;
  requires jdk.httpserver;
  requires jdk.management;
  requires tools.jackson.core;
  requires static org.jspecify;

  exports io.keepsake.testkit.alert;
  exports io.keepsake.testkit.azure;
  exports io.keepsake.testkit.chaos;
  exports io.keepsake.testkit.crypto;
  exports io.keepsake.testkit.files;
  exports io.keepsake.testkit.gcs;
  exports io.keepsake.testkit.hostile;
  exports io.keepsake.testkit.network;
  exports io.keepsake.testkit.proxy;
  exports io.keepsake.testkit.s3;
  exports io.keepsake.testkit.smb;
  exports io.keepsake.testkit.ssh;
  exports io.keepsake.testkit.storage;
  exports io.keepsake.testkit.webdav;
}

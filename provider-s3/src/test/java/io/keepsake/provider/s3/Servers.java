package io.keepsake.provider.s3;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.network.NetworkCases;
import io.keepsake.testkit.s3.S3ProxyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The S3Proxy that all tests of this JVM share, started when it is first needed. */
final class Servers {

  static final String BUCKET = "weddings";

  private Servers() {}

  private static final class Holder {
    static final S3ProxyServer SERVER = start();

    private static S3ProxyServer start() {
      try {
        Path directory = Files.createTempDirectory(Path.of("target"), "s3proxy").toAbsolutePath();
        Path jars =
            Path.of(System.getProperty("keepsake.s3proxy", "../testkit/s3proxy/target/lib"));
        S3ProxyServer server = S3ProxyServer.start(jars, directory);
        server.createBucket(BUCKET);
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static S3ProxyServer s3proxy() {
    return Holder.SERVER;
  }

  /** The options that reach it, and others over them. */
  static Map<String, String> options(Map<String, String> more) {
    Map<String, String> options =
        new HashMap<>(
            Map.of(
                "endpoint",
                s3proxy().endpoint().toString(),
                "region",
                "us-east-1",
                "access-key-id",
                S3ProxyServer.ACCESS_KEY_ID,
                "secret-access-key",
                S3ProxyServer.SECRET_ACCESS_KEY));
    options.putAll(more);
    return options;
  }

  /** Options for a store that gives up soon, its server expected at an endpoint. */
  static Map<String, String> impatient(String endpoint) {
    String idle = NetworkCases.IDLE.toSeconds() + "s";
    return new HashMap<>(
        Map.of("endpoint", endpoint, "connect-timeout", idle, "idle-timeout", idle));
  }

  static S3Store open(String prefix, Map<String, String> more) throws StoreException {
    return openBucket(BUCKET, prefix, more);
  }

  static S3Store openBucket(String bucket, String prefix, Map<String, String> more)
      throws StoreException {
    URI url = URI.create("s3://" + bucket + "/" + prefix);
    return S3Store.open(S3Config.of(new StoreSettings("aws", url, options(more))));
  }
}

package io.keepsake.testkit.s3;

import io.keepsake.testkit.network.ServerPorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * <a href="https://github.com/gaul/s3proxy">S3Proxy</a> over a directory: each bucket is a
 * directory in it. Stopped when closed, or with this JVM.
 */
public final class S3ProxyServer implements AutoCloseable {

  /** The only access key that it knows. */
  public static final String ACCESS_KEY_ID = "keepsake-test";

  /** The secret of that key. */
  public static final String SECRET_ACCESS_KEY = "keepsake-test-secret-0123456789";

  // Its log holds each buffer it reads otherwise, and it takes several times as long.
  private static final String QUIET = "<configuration><root level='WARN'/></configuration>";

  private final Process process;
  private final int port;
  private final Path buckets;
  private final Thread hook;

  private S3ProxyServer(Process process, int port, Path buckets) {
    this.process = process;
    this.port = port;
    this.buckets = buckets;
    hook = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Starts a server and waits until it accepts connections.
   *
   * @param jars the directory with S3Proxy and all that it needs
   * @param directory an empty directory for buckets, settings and the log
   * @throws IOException if it does not start; the message holds its log
   */
  public static S3ProxyServer start(Path jars, Path directory)
      throws IOException, InterruptedException {
    Path buckets = Files.createDirectories(directory.resolve("buckets"));
    int port = ServerPorts.free();
    Path settings = directory.resolve("s3proxy.conf");
    Files.writeString(
        settings,
        """
        s3proxy.endpoint=http://127.0.0.1:%d
        s3proxy.authorization=aws-v2-or-v4
        s3proxy.identity=%s
        s3proxy.credential=%s
        jclouds.provider=filesystem-nio2
        jclouds.filesystem.basedir=%s
        """
            .formatted(port, ACCESS_KEY_ID, SECRET_ACCESS_KEY, buckets));
    Path logging = directory.resolve("logback.xml");
    Files.writeString(logging, QUIET);
    Path log = directory.resolve("s3proxy.log");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-Djava.io.tmpdir=" + directory,
            "-Dlogback.configurationFile=" + logging,
            "-cp",
            jars.resolve("*").toString(),
            "org.gaul.s3proxy.Main",
            "--properties",
            settings.toString());
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    S3ProxyServer server = new S3ProxyServer(process, port, buckets);
    if (!ServerPorts.await(port, process)) {
      server.close();
      throw new IOException("S3Proxy did not start: " + Files.readString(log));
    }
    return server;
  }

  /** Scheme, host and port. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /**
   * Makes a bucket, unless it is there.
   *
   * @return its directory, which holds objects as files under their keys
   */
  public Path createBucket(String name) throws IOException {
    return Files.createDirectories(buckets.resolve(name));
  }

  /** Stops the server and waits until it has ended. */
  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(hook);
    process.destroyForcibly().onExit().join();
  }
}

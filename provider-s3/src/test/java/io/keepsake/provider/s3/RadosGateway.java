package io.keepsake.provider.s3;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.network.ServerPorts;
import io.keepsake.testkit.network.WrongClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Ceph's S3 service: one monitor, one object store in memory, one gateway, all on 127.0.0.1, with
 * nothing outside their directory. Stopped when closed, or with this JVM.
 */
final class RadosGateway implements AutoCloseable {

  static final String ACCESS_KEY_ID = "keepsake-test";
  static final String SECRET_ACCESS_KEY = "keepsake-test-secret-0123456789";

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final List<String> PROGRAMS =
      List.of("monmaptool", "ceph-mon", "ceph-osd", "ceph", "radosgw", "radosgw-admin");

  private final Path directory;
  private final int monitorPort = ServerPorts.free();
  private final int port = ServerPorts.free();
  private final Deque<Process> processes = new ArrayDeque<>();
  private final Thread hook = new Thread(this::stop);

  private RadosGateway(Path directory) throws IOException {
    this.directory = directory;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Starts one, or skips the test with a message that says why. */
  static RadosGateway start(Path directory) throws IOException, InterruptedException {
    for (String program : PROGRAMS) {
      assumeTrue(
          isInstalled(program),
          "SKIPPED, NOT TESTED: Ceph's RADOS Gateway needs the program "
              + program
              + " (Debian: radosgw ceph-mon ceph-osd ceph-base ceph-common)");
    }
    RadosGateway gateway = new RadosGateway(directory);
    gateway.start();
    return gateway;
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  void createBucket(String bucket) throws StoreException {
    asOwner(client -> client.createBucket(request -> request.bucket(bucket)));
  }

  /** A bucket that can lock, and keeps versions for it. */
  void createLockingBucket(String bucket) throws StoreException {
    asOwner(
        client ->
            client.createBucket(
                request -> request.bucket(bucket).objectLockEnabledForBucket(true)));
  }

  /** Does something with the service that no store does, as the owner of the buckets. */
  <T> T asOwner(Function<S3Client, T> work) throws StoreException {
    S3Config config = config("any-bucket", "", Map.of());
    S3Clients clients = new S3Clients(config, S3Endpoint.of(config));
    try (SdkHttpClient http = clients.http();
        S3Client client = clients.s3(http)) {
      return work.apply(client);
    }
  }

  /** Runs the gateway's program for administrators. */
  void administer(String... words) throws IOException, InterruptedException {
    run(
        Stream.concat(Stream.of("radosgw-admin", "-n", "client.rgw"), Stream.of(words))
            .toArray(String[]::new));
  }

  /**
   * Starts another gateway to the same buckets whose clock is an hour fast, or skips the test.
   *
   * @return where it answers
   */
  URI startFastClock() throws IOException, InterruptedException {
    int other = ServerPorts.free();
    ProcessBuilder builder = process(gateway("client.fast", other));
    builder.environment().putAll(WrongClock.environment("+1h"));
    processes.push(builder.start());
    awaitStart(other);
    return URI.create("http://127.0.0.1:" + other);
  }

  /** Opens a store on it; {@code more} options go before those that reach it. */
  S3Store open(String bucket, String prefix, Map<String, String> more) throws StoreException {
    return S3Store.open(config(bucket, prefix, more));
  }

  /** A store's settings. */
  S3Config config(String bucket, String prefix, Map<String, String> more) throws StoreException {
    Map<String, String> options =
        new HashMap<>(
            Map.of(
                "endpoint",
                endpoint().toString(),
                "region",
                "us-east-1",
                "access-key-id",
                ACCESS_KEY_ID,
                "secret-access-key",
                SECRET_ACCESS_KEY));
    options.putAll(more);
    URI url = URI.create("s3://" + bucket + "/" + prefix);
    return S3Config.of(new StoreSettings("ceph", url, options));
  }

  private void start() throws IOException, InterruptedException {
    String cluster = UUID.randomUUID().toString();
    String disk = UUID.randomUUID().toString();
    for (String each : List.of("mon", "osd", "rgw")) {
      Files.createDirectories(directory.resolve(each));
    }
    Files.writeString(settings(), text(cluster));
    Path map = directory.resolve("monmap");
    String address = "[v2:127.0.0.1:%d]".formatted(monitorPort);
    run("monmaptool", "--create", "--addv", "a", address, "--fsid", cluster, map.toString());
    run("ceph-mon", "--mkfs", "-i", "a", "--monmap", map.toString());
    launch("ceph-mon", "-i", "a", "-f");
    run("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", disk);
    run("ceph", "osd", "new", disk, "0");
    launch("ceph-osd", "-i", "0", "-f");
    launch(gateway("client.rgw", port));
    administer(
        "user",
        "create",
        "--uid=keepsake",
        "--display-name=keepsake",
        "--access-key=" + ACCESS_KEY_ID,
        "--secret-key=" + SECRET_ACCESS_KEY);
    awaitStart(port);
  }

  private static String[] gateway(String name, int port) {
    String frontend = "beast endpoint=127.0.0.1:%d tcp_nodelay=1".formatted(port);
    return new String[] {"radosgw", "-n", name, "-f", "--rgw-frontends", frontend};
  }

  private Path settings() {
    return directory.resolve("ceph.conf");
  }

  private String text(String cluster) {
    return """
    [global]
    fsid = %1$s
    mon host = v2:127.0.0.1:%2$d
    auth cluster required = none
    auth service required = none
    auth client required = none
    ms mon client mode = crc
    ms bind ipv6 = false
    public addr = 127.0.0.1
    cluster addr = 127.0.0.1
    run dir = %3$s
    admin socket =
    pid file =
    log file = %3$s/$name.log
    mon data = %3$s/mon
    mon data avail crit = 1
    mon data avail warn = 1
    mon allow pool size one = true
    mon max pg per osd = 1000
    paxos propose interval = 0.02
    osd data = %3$s/osd
    osd objectstore = memstore
    memstore device bytes = 2147483648
    osd crush chooseleaf type = 0
    osd pool default size = 1
    osd pool default min size = 1
    osd pool default pg num = 1
    osd pool default pgp num = 1
    osd pool default pg autoscale mode = off
    osd class load list = *
    osd class default list = *
    rgw data = %3$s/rgw
    rgw s3 auth use sts = true
    rgw sts key = keepsake-testkey
    rgw enable gc threads = false
    rgw enable lc threads = false
    rgw dynamic resharding = false
    rgw thread pool size = 64
    """
        .formatted(cluster, monitorPort, directory);
  }

  private void launch(String... command) throws IOException {
    processes.push(process(command).start());
  }

  /** Runs a program to its end; these all end by themselves once the cluster answers. */
  private void run(String... command) throws IOException, InterruptedException {
    Process process = process(command).start();
    boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (!ended || process.exitValue() != 0) {
      process.destroyForcibly();
      close();
      throw new IOException("%s failed: %s".formatted(command[0], Files.readString(log(command))));
    }
  }

  private ProcessBuilder process(String... command) {
    List<String> words =
        command[0].equals("monmaptool")
            ? List.of(command)
            : Stream.concat(Stream.of(command), Stream.of("-c", settings().toString())).toList();
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log(command).toFile()));
  }

  private Path log(String... command) {
    return directory.resolve(command[0] + ".out");
  }

  private void awaitStart(int port) throws IOException, InterruptedException {
    if (!ServerPorts.await(port, processes.getFirst())) {
      close();
      throw new IOException("radosgw did not start: " + Files.readString(log("radosgw")));
    }
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(hook);
    stop();
  }

  /** The gateway first: without a monitor it waits for one. */
  private void stop() {
    processes.forEach(process -> process.destroyForcibly().onExit().join());
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }
}

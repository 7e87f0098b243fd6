package io.keepsake.provider.azure;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.keepsake.core.spi.crypto.Secret;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Azurite, the emulator of Azure's makers, in a process of its own on 127.0.0.1, with an account of
 * a name and key of its own. One for all tests of this JVM, which ends with it.
 *
 * @param process the emulator
 * @param endpoint the account's blob service
 * @param key the account's key, in base64
 */
record Azurite(Process process, URI endpoint, String key) {

  static final String ACCOUNT = "keepsaketests";

  private static final String PROGRAM = "azurite-blob";
  private static final Pattern LISTENS =
      Pattern.compile("successfully listens on (http://127\\.0\\.0\\.1:\\d+)");
  private static Optional<Azurite> running = Optional.empty();

  /** The one, started if need be; skips the test where the machine has no Azurite. */
  static synchronized Azurite running() {
    Optional<Path> program =
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .map(directory -> Path.of(directory, PROGRAM))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(
        program.isPresent(),
        "NOT TESTED: Azure Blob Storage, because azurite-blob is not on the PATH;"
            + " 'npm install --global azurite' brings it");
    if (running.isEmpty() || !running.get().process().isAlive()) {
      try {
        running = Optional.of(start(program.get()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return running.get();
  }

  /** A new container, with the settings of a store in it. */
  AzureConfig newContainer() {
    String name = "c" + UUID.randomUUID();
    container(name).create();
    return config(name, new AzureCredential.AccountKey(Secret.ofUtf8(key.toCharArray())));
  }

  /** The settings of a store in a container that may not exist. */
  AzureConfig config(String container, AzureCredential credential) {
    return new AzureConfig(
        "cloud",
        ACCOUNT,
        container,
        "",
        new AzureAccess(endpoint, credential),
        Optional.empty(),
        16 << 20,
        64 << 20,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30));
  }

  /** The SDK's own client, for what a store does not do. */
  BlobContainerClient container(String name) {
    return new BlobServiceClientBuilder()
        .endpoint(endpoint.toString())
        .credential(new StorageSharedKeyCredential(ACCOUNT, key))
        .httpClient(new JdkHttpClientBuilder().build())
        .buildClient()
        .getBlobContainerClient(name);
  }

  /** The same settings below a prefix. */
  static AzureConfig below(AzureConfig config, String prefix) {
    return new AzureConfig(
        config.id(),
        config.account(),
        config.container(),
        prefix,
        config.access(),
        config.tier(),
        config.partSize(),
        config.singlePutLimit(),
        config.connectTimeout(),
        config.idleTimeout());
  }

  /** The same settings with other sizes of requests. */
  static AzureConfig withParts(AzureConfig config, int partSize, int singlePutLimit) {
    return new AzureConfig(
        config.id(),
        config.account(),
        config.container(),
        config.prefix(),
        config.access(),
        config.tier(),
        partSize,
        singlePutLimit,
        config.connectTimeout(),
        config.idleTimeout());
  }

  private static Azurite start(Path program) throws IOException {
    byte[] key = new byte[64];
    new SecureRandom().nextBytes(key);
    String text = Base64.getEncoder().encodeToString(key);
    ProcessBuilder builder =
        new ProcessBuilder(
                program.toString(),
                "--blobHost",
                "127.0.0.1",
                "--blobPort",
                "0",
                "--inMemoryPersistence",
                "--extentMemoryLimit",
                "1024",
                "--disableTelemetry",
                "--skipApiVersionCheck",
                "--silent")
            .redirectErrorStream(true);
    builder.environment().putAll(Map.of("AZURITE_ACCOUNTS", ACCOUNT + ":" + text));
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process)));
    BufferedReader out = process.inputReader();
    StringBuilder said = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.append(line).append('\n');
      Matcher listens = LISTENS.matcher(line);
      if (listens.find()) {
        Thread.ofVirtual().start(() -> drain(out));
        return new Azurite(process, URI.create(listens.group(1) + "/" + ACCOUNT), text);
      }
    }
    throw new IOException("azurite-blob did not start, and said: " + said);
  }

  /** Reads on, lest the process blocks on a full pipe. */
  private static void drain(BufferedReader out) {
    try {
      out.lines().forEach(_ -> {});
    } catch (UncheckedIOException e) {
      // it was stopped
    }
  }

  private static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
  }
}

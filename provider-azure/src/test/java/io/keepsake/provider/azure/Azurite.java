package io.keepsake.provider.azure;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.testkit.azure.AzuriteServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * The emulator and what tests of this provider ask of it. One for all tests of this JVM, which ends
 * with it.
 */
record Azurite(AzuriteServer server) {

  static final String ACCOUNT = AzuriteServer.ACCOUNT;

  private static Optional<Azurite> running = Optional.empty();

  /** The one, started if need be; skips the test where the machine has no Azurite. */
  static synchronized Azurite running() {
    if (running.isEmpty() || !running.get().server().isRunning()) {
      try {
        running = Optional.of(new Azurite(AzuriteServer.start()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return running.get();
  }

  /** The account's blob service. */
  URI endpoint() {
    return server.endpoint();
  }

  /** The account's key, in base64. */
  String key() {
    return server.accountKey();
  }

  /** A new container, with the settings of a store in it. */
  AzureConfig newContainer() {
    String name = "c" + UUID.randomUUID();
    container(name).create();
    return config(name, new AzureCredential.AccountKey(Secret.ofUtf8(key().toCharArray())));
  }

  /** The settings of a store in a container that may not exist. */
  AzureConfig config(String container, AzureCredential credential) {
    return new AzureConfig(
        "cloud",
        ACCOUNT,
        container,
        "",
        new AzureAccess(endpoint(), credential),
        Optional.empty(),
        16 << 20,
        64 << 20,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30));
  }

  /** The SDK's own client, for what a store does not do. */
  BlobContainerClient container(String name) {
    return new BlobServiceClientBuilder()
        .endpoint(endpoint().toString())
        .credential(new StorageSharedKeyCredential(ACCOUNT, key()))
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
}

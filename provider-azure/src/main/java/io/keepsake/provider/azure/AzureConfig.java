package io.keepsake.provider.azure;

import io.keepsake.core.spi.options.OptionNames;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreOptions;
import io.keepsake.core.spi.storage.StoreSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where an Azure store is and how it is used.
 *
 * @param id the store's id
 * @param account the storage account
 * @param container the container in it
 * @param prefix what all blob names begin with: empty, or ends with a slash
 * @param access where the account answers, and who asks
 * @param tier the tier of new blobs; empty for the account's default
 * @param partSize bytes in a block of a large object
 * @param singlePutLimit the most bytes that are sent in one request, if they are in memory
 * @param connectTimeout how long connecting may take
 * @param idleTimeout how long nothing may move in a call
 */
record AzureConfig(
    String id,
    String account,
    String container,
    String prefix,
    AzureAccess access,
    Optional<AzureTier> tier,
    int partSize,
    int singlePutLimit,
    Duration connectTimeout,
    Duration idleTimeout) {

  /** Blob names have up to 1,024 characters, object names up to 900 bytes. */
  private static final int MOST_PREFIX_BYTES = 1_024 - ObjectName.MAX_BYTES;

  private static final int MIB = 1 << 20;

  static final OptionNames OPTIONS =
      OptionNames.of(
              "endpoint",
              "tenant-id",
              "client-id",
              "tier",
              "part-size",
              "connect-timeout",
              "idle-timeout")
          .andSecrets(AzureAccess.SECRETS.toArray(String[]::new));

  /**
   * Checks names and numbers.
   *
   * @throws IllegalArgumentException with a clause that says what would be right
   */
  AzureConfig {
    requireAccount(account);
    if (!container.matches("(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          "a container's name has 3 to 63 lower-case letters, digits and single hyphens, unlike '"
              + container
              + "'");
    }
    if (!prefix.isEmpty()) {
      if (prefix.getBytes(StandardCharsets.UTF_8).length > MOST_PREFIX_BYTES) {
        throw new IllegalArgumentException(
            "the prefix may have %d bytes; shorten it".formatted(MOST_PREFIX_BYTES));
      }
      new ObjectName(prefix.substring(0, prefix.length() - 1));
    }
    if (partSize < 1 || singlePutLimit < partSize) {
      throw new IllegalArgumentException("parts are larger than what is sent in one request");
    }
    if (!connectTimeout.isPositive() || !idleTimeout.isPositive()) {
      throw new IllegalArgumentException("a timeout is longer than nothing");
    }
  }

  /**
   * Reads the settings.
   *
   * @param environment where options that end in {@code -env} are looked up
   * @throws StoreException kind {@code INVALID}, with a sentence that says what would be right
   */
  static AzureConfig of(StoreSettings settings, Map<String, String> environment)
      throws StoreException {
    StoreOptions options = StoreOptions.of(settings, OPTIONS, environment);
    URI url = settings.url();
    String account = url.getRawAuthority();
    String path = url.getPath();
    if (account == null || path == null || path.length() < 2) {
      throw options.invalid(url + " names no container; write azblob://account/container/prefix");
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw options.invalid(
          "the URL has a ? or #, which is no part of a name; write ? as %3F and # as %23, and a"
              + " SAS token into sas-token-file");
    }
    int slash = path.indexOf('/', 1);
    String container = slash < 0 ? path.substring(1) : path.substring(1, slash);
    int partSize = (int) options.size("part-size", 16 * MIB, MIB, 1 << 30);
    try {
      requireAccount(account);
      return new AzureConfig(
          settings.id(),
          account,
          container,
          slash < 0 ? "" : prefix(path.substring(slash)),
          AzureAccess.of(account, options),
          tier(options),
          partSize,
          Math.max(partSize, 64 * MIB),
          options.duration("connect-timeout", Duration.ofSeconds(10)),
          options.duration("idle-timeout", Duration.ofSeconds(30)));
    } catch (IllegalArgumentException e) {
      throw options.invalidUrl(e);
    }
  }

  /** The name of an object's blob. */
  String blob(ObjectName name) {
    return prefix + name.value();
  }

  /** For people. */
  String location() {
    return "azblob://%s/%s/%s".formatted(account, container, prefix);
  }

  /** A failure of this store; the sentence begins with the provider and what was asked. */
  StoreException failure(Kind kind, String asked, String problem) {
    return new StoreException(
        kind, id, "Provider %s could not %s: %s".formatted(id, asked, problem));
  }

  private static void requireAccount(String account) {
    if (!account.matches("[a-z0-9]{3,24}")) {
      throw new IllegalArgumentException(
          "an account's name has 3 to 24 lower-case letters and digits, unlike '" + account + "'");
    }
  }

  private static String prefix(String path) {
    String trimmed = path.replaceAll("^/+|/+$", "");
    return trimmed.isEmpty() ? "" : trimmed + "/";
  }

  private static Optional<AzureTier> tier(StoreOptions options) throws StoreException {
    if (options.text("tier").filter("archive"::equalsIgnoreCase).isPresent()) {
      throw options.invalidOption(
          "tier",
          "archive cannot hold a store, because a restore would wait hours for each object to be"
              + " brought back; use cold");
    }
    return options.choice(
        "tier", Map.of("hot", AzureTier.HOT, "cool", AzureTier.COOL, "cold", AzureTier.COLD));
  }
}

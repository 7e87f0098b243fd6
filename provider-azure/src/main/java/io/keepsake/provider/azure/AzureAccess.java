package io.keepsake.provider.azure;

import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreOptions;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where an account answers, and who asks.
 *
 * @param endpoint the account's blob service; over HTTP only where no token could be stolen
 * @param credential who asks
 */
record AzureAccess(URI endpoint, AzureCredential credential) {

  /** Each of them says who asks: only one can be given. */
  static final List<String> SECRETS = List.of("account-key", "sas-token", "connection-string");

  /**
   * Reads the options that tell it.
   *
   * @throws StoreException kind {@code INVALID}, with a sentence that says what would be right
   */
  static AzureAccess of(String account, StoreOptions options) throws StoreException {
    List<String> secrets = SECRETS.stream().filter(options::hasSecret).toList();
    Optional<String> tenant = options.text("tenant-id");
    Optional<String> client = options.text("client-id");
    if (secrets.size() > 1) {
      throw options.invalid("give only one of " + String.join(", ", secrets));
    }
    if (!secrets.isEmpty() && (tenant.isPresent() || client.isPresent())) {
      throw options.invalid(
          "tenant-id and client-id are for signing in; leave them out, or " + secrets.getFirst());
    }
    boolean silent = secrets.isEmpty() && tenant.isEmpty() && client.isEmpty();
    Optional<Secret> connection = options.secret("connection-string");
    Optional<Secret> key = options.secret("account-key");
    Optional<Secret> token = options.secret("sas-token");
    if (silent) {
      connection = ofAccount(account, options, "AZURE_STORAGE_CONNECTION_STRING");
      key = ofAccount(account, options, "AZURE_STORAGE_KEY");
      token = ofAccount(account, options, "AZURE_STORAGE_SAS_TOKEN");
    }
    if (connection.isPresent()) {
      return ofConnectionString(account, text(connection.get()), options);
    }
    AzureCredential credential = new AzureCredential.Platform(tenant, client);
    if (key.isPresent()) {
      credential = accountKey(key.get(), options);
    } else if (token.isPresent()) {
      credential = sasToken(token.get(), options);
    }
    String endpoint =
        options.text("endpoint").orElse("https://" + account + ".blob.core.windows.net");
    return of(account, endpoint, credential, options);
  }

  /** A secret as the {@code az} program takes it: for stores without options. */
  private static Optional<Secret> ofAccount(String account, StoreOptions options, String variable) {
    return options
        .environment(variable)
        .filter(_ -> options.environment("AZURE_STORAGE_ACCOUNT").orElse(account).equals(account))
        .map(value -> Secret.ofUtf8(value.toCharArray()));
  }

  private static AzureAccess of(
      String account, String endpoint, AzureCredential credential, StoreOptions options)
      throws StoreException {
    URI uri;
    try {
      uri = URI.create(endpoint.strip());
    } catch (IllegalArgumentException e) {
      throw options.invalidOption("endpoint", "is not a URL: '" + endpoint + "'");
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
      throw options.invalidOption(
          "endpoint",
          "is a URL such as https://%s.blob.core.windows.net, not '%s'"
              .formatted(account, endpoint));
    }
    if (uri.getRawQuery() != null || uri.getRawUserInfo() != null) {
      throw options.invalidOption(
          "endpoint", "holds more than a place; put a SAS token into sas-token-file");
    }
    boolean overNetwork = scheme.equals("http") && !isLoopback(uri.getHost());
    if (overNetwork && !(credential instanceof AzureCredential.AccountKey)) {
      throw options.invalid(
          "over http others could read the token and use it; use https in endpoint, or"
              + " account-key");
    }
    if (scheme.equals("http") && credential instanceof AzureCredential.Platform) {
      throw options.invalid("signing in needs https in endpoint, or account-key instead");
    }
    String path = uri.getRawPath().replaceAll("/+$", "");
    String base = scheme + "://" + uri.getRawAuthority();
    boolean bare = path.isEmpty() && isAddress(uri.getHost());
    return new AzureAccess(URI.create(base + (bare ? "/" + account : path)), credential);
  }

  /** The parts that matter of what the portal shows: name=value, separated by semicolons. */
  private static AzureAccess ofConnectionString(String account, String text, StoreOptions options)
      throws StoreException {
    Map<String, String> parts = new HashMap<>();
    for (String part : text.split(";", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
      }
    }
    String named = parts.getOrDefault("AccountName", account);
    if (!named.equals(account)) {
      throw options.invalid(
          "the connection string is for account %s, and the URL for %s".formatted(named, account));
    }
    String key = parts.getOrDefault("AccountKey", "");
    String token = parts.getOrDefault("SharedAccessSignature", "");
    if (key.isEmpty() && token.isEmpty()) {
      throw options.invalid(
          "the connection string has neither AccountKey nor SharedAccessSignature; copy it anew"
              + " from the account's access keys");
    }
    String endpoint =
        "%s://%s.blob.%s"
            .formatted(
                parts.getOrDefault("DefaultEndpointsProtocol", "https"),
                account,
                parts.getOrDefault("EndpointSuffix", "core.windows.net"));
    AzureCredential credential =
        key.isEmpty()
            ? sasToken(Secret.ofUtf8(token.toCharArray()), options)
            : accountKey(Secret.ofUtf8(key.toCharArray()), options);
    return of(
        account,
        options.text("endpoint").orElse(parts.getOrDefault("BlobEndpoint", endpoint)),
        credential,
        options);
  }

  private static AzureCredential accountKey(Secret key, StoreOptions options)
      throws StoreException {
    try {
      if (Base64.getDecoder().decode(text(key)).length == 0) {
        throw options.invalid("the account key is empty");
      }
      return new AzureCredential.AccountKey(key);
    } catch (IllegalArgumentException e) {
      throw options.invalid(
          "the account key is not one: it is base64, 88 characters; copy it anew from the"
              + " account's access keys");
    }
  }

  private static AzureCredential sasToken(Secret secret, StoreOptions options)
      throws StoreException {
    String token = text(secret);
    String query = token.startsWith("?") ? token.substring(1) : token;
    if (!query.matches("(.*&)?sig=.*") || query.matches(".*\\s.*")) {
      throw options.invalid(
          "the SAS token is not one: it looks like sv=...&sig=...; copy the token, not the URL");
    }
    return new AzureCredential.SasToken(Secret.ofUtf8(query.toCharArray()), expiry(query));
  }

  private static Optional<Instant> expiry(String query) {
    return Stream.of(query.split("&", -1))
        .filter(part -> part.startsWith("se="))
        .map(part -> URLDecoder.decode(part.substring(3), StandardCharsets.UTF_8))
        .findFirst()
        .flatMap(AzureAccess::instant);
  }

  /** A token has a date, or a time of day too, with seconds or without; a date begins in UTC. */
  private static Optional<Instant> instant(String time) {
    try {
      return Optional.of(
          time.contains("T")
              ? OffsetDateTime.parse(time).toInstant()
              : LocalDate.parse(time).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** A secret as the SDK wants it; no key and no token has spaces around it. */
  static String text(Secret secret) {
    return new String(secret.copyBytes(), StandardCharsets.UTF_8).strip();
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
  }

  /** Such hosts, emulators, have the account as the first part of the path. */
  private static boolean isAddress(String host) {
    return host.equals("localhost") || host.startsWith("[") || host.matches("[0-9.]+");
  }
}

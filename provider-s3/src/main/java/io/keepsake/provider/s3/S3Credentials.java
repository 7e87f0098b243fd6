package io.keepsake.provider.s3;

import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who asks. Without any of these it is whom the SDK's default chain finds: environment, profiles,
 * web identity, container, instance.
 *
 * @param profile a profile of the files in {@code ~/.aws}
 * @param keys an access key
 * @param role a role to take on
 */
record S3Credentials(Optional<String> profile, Optional<Keys> keys, Optional<Role> role) {

  /** The id of an access key; a token of an identity provider. */
  private static final Pattern KEY_ID_OR_TOKEN =
      Pattern.compile("\\b((AKIA|ASIA)[A-Z0-9]{12,}\\b|eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_.-]+)");

  /**
   * An access key.
   *
   * @param id its id
   * @param secret its secret part
   * @param sessionToken the token of a key that lasts for a session only
   */
  record Keys(String id, Secret secret, Optional<Secret> sessionToken) {}

  /**
   * A role to take on.
   *
   * @param arn its resource name
   * @param sessionName what the service's logs call the session
   * @param externalId what the role's owner asks for to tell its users apart
   * @param tokenFile a file with a token of an identity provider; without it the role is taken on
   *     with the other credentials
   */
  record Role(
      String arn, String sessionName, Optional<String> externalId, Optional<Path> tokenFile) {}

  static S3Credentials of(StoreOptions options) throws StoreException {
    S3Credentials credentials =
        new S3Credentials(options.text("profile"), keys(options), role(options));
    if (credentials.profile.isPresent() && credentials.keys.isPresent()) {
      throw options.invalidOption("profile", "and access-key-id exclude each other");
    }
    return credentials;
  }

  private static Optional<Keys> keys(StoreOptions options) throws StoreException {
    Optional<String> id = options.text("access-key-id");
    Optional<Secret> secret = options.secret("secret-access-key");
    Optional<Secret> token = options.secret("session-token");
    if (id.isPresent() != secret.isPresent()) {
      throw options.invalidOption(
          "access-key-id",
          "needs secret-access-key-file or secret-access-key-env, and they need it");
    }
    if (token.isPresent() && id.isEmpty()) {
      throw options.invalidOption("session-token", "belongs to an access-key-id, which is missing");
    }
    return id.map(value -> new Keys(value, secret.orElseThrow(), token));
  }

  private static Optional<Role> role(StoreOptions options) throws StoreException {
    Optional<String> arn = options.text("role-arn");
    for (String name : List.of("role-session-name", "external-id", "web-identity-token-file")) {
      if (arn.isEmpty() && options.text(name).isPresent()) {
        throw options.invalidOption(name, "belongs to a role-arn, which is missing");
      }
    }
    if (arn.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Role(
            arn.get(),
            options.text("role-session-name").orElse("keepsake"),
            options.text("external-id"),
            options.path("web-identity-token-file")));
  }

  /** Overwrites in a text what is known of the credentials here, before people see it. */
  String mask(String text) {
    String masked = KEY_ID_OR_TOKEN.matcher(text).replaceAll("***");
    for (String each : known()) {
      masked = masked.replace(each, "***");
    }
    return masked;
  }

  private List<String> known() {
    List<String> known = new ArrayList<>();
    keys.ifPresent(
        given -> {
          known.add(given.id());
          known.add(text(given.secret()));
          given.sessionToken().ifPresent(token -> known.add(text(token)));
        });
    Stream.of("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
        .flatMap(name -> Optional.ofNullable(System.getenv(name)).stream())
        .filter(value -> !value.isBlank())
        .forEach(known::add);
    return known;
  }

  /** A secret as the SDK wants it; no key and no token has spaces around it. */
  static String text(Secret secret) {
    return new String(secret.copyBytes(), StandardCharsets.UTF_8).strip();
  }
}

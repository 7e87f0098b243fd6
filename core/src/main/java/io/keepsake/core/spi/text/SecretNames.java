package io.keepsake.core.spi.text;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of parameters, fields and options whose values are secrets, in all spellings. */
final class SecretNames {

  /** Ends of names, without hyphens, underscores and dots. */
  private static final List<String> ENDINGS =
      List.of(
          "accountkey",
          "apikey",
          "applicationkey",
          "assertion",
          "consumerkey",
          "customerkey",
          "encryptionkey",
          "identityheader",
          "masterkey",
          "passphrase",
          "passwd",
          "password",
          "privatekey",
          "pwd",
          "routingkey",
          "secret",
          "secretaccesskey",
          "secretkey",
          "sessionkey",
          "sharedaccesskey",
          "sharedaccesssignature",
          "signature",
          "signatureprovided",
          "signingkey",
          "storagekey",
          "subscriptionkey",
          "token");

  private static final Set<String> WHOLE = Set.of("auth", "sig", "jsessionid");

  private static final Pattern PASS = Pattern.compile("(?i)(.*[_.-])?pass");

  /** Where to go on in a listing, and the like. */
  private static final List<String> HARMLESS =
      List.of("continuationtoken", "nexttoken", "pagetoken", "synctoken", "opaquelocktoken");

  private SecretNames() {}

  /** Whether what belongs to this name is a secret. */
  static boolean include(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[_.-]", "");
    return WHOLE.contains(plain)
        || PASS.matcher(name).matches()
        || (ENDINGS.stream().anyMatch(plain::endsWith)
            && HARMLESS.stream().noneMatch(plain::endsWith));
  }
}

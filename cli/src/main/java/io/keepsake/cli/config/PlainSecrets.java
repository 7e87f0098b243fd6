package io.keepsake.cli.config;

import io.keepsake.cli.secret.SecretReferences;
import java.util.List;
import java.util.Locale;

/** Whether a vault file may hold secrets in plain text. */
public enum PlainSecrets {
  /** It may not: the usual case. */
  REFUSED,
  /** It may not, but nobody uses them now: they are warned of. */
  UNUSED,
  /** It may, with a warning: {@code allow-plain-secrets: true} in the section {@code vault}. */
  ALLOWED;

  /** The key that says so. */
  static final String KEY = "allow-plain-secrets";

  /** Ends of names, without hyphens, underscores and dots. Messages hide what these hold, too. */
  private static final List<String> ENDINGS =
      List.of(
          "accesskey",
          "accountkey",
          "apikey",
          "applicationkey",
          "assertion",
          "connectionstring",
          "consumerkey",
          "customerkey",
          "encryptionkey",
          "masterkey",
          "passphrase",
          "passwd",
          "password",
          "privatekey",
          "pwd",
          "routingkey",
          "secret",
          "secretkey",
          "sessionkey",
          "signature",
          "signingkey",
          "storagekey",
          "subscriptionkey",
          "token");

  /** How the names of options end that say where a secret is. */
  private static final List<String> PLACES = List.of("-file", "-env", SecretReferences.ENDING);

  /** Such an option says whether a secret may be shown, and holds none. */
  private static final String PERMISSION = "clear-";

  /** Whether what an option of this name holds is a secret itself. */
  public static boolean isHeldBy(String option) {
    String name = option.toLowerCase(Locale.ROOT);
    String plain = name.replaceAll("[_.-]", "");
    return ENDINGS.stream().anyMatch(plain::endsWith)
        && PLACES.stream().noneMatch(name::endsWith)
        && !name.startsWith(PERMISSION);
  }
}

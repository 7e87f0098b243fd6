package io.keepsake.cli.secret;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Which of some options name stored secrets: {@code password-secret: nas.password} stands for the
 * option {@code password} with the secret's value.
 */
public final class SecretReferences {

  /** How the names of such options end. */
  public static final String ENDING = "-secret";

  private final Map<String, String> options;
  private final Map<String, SecretName> byOption;

  private SecretReferences(Map<String, String> options, Map<String, SecretName> byOption) {
    this.options = options;
    this.byOption = byOption;
  }

  /** Whether any option names one. */
  public static boolean areIn(Map<String, String> options) {
    return options.keySet().stream().anyMatch(SecretReferences::isOne);
  }

  /** Whether an option of this name names one. */
  public static boolean isOne(String option) {
    return option.endsWith(ENDING) && option.length() > ENDING.length();
  }

  /**
   * Those in some options.
   *
   * @throws IllegalArgumentException if a name is none, or an option is given beside the one that
   *     stands for it; the message goes on from "option" and repeats no value
   */
  static SecretReferences of(Map<String, String> options) {
    Map<String, SecretName> byOption = new TreeMap<>();
    options.forEach(
        (option, value) -> {
          if (isOne(option)) {
            String plain = option.substring(0, option.length() - ENDING.length());
            if (options.containsKey(plain)) {
              throw new IllegalArgumentException(option + " and " + plain + " exclude each other");
            }
            byOption.put(
                plain,
                SecretName.of(value.strip())
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                option + " is the name of a stored secret: " + SecretName.RULE)));
          }
        });
    return new SecretReferences(Map.copyOf(options), byOption);
  }

  /**
   * The options with values in the place of names.
   *
   * @param choice which value of a stored secret to take
   * @throws IllegalArgumentException if a secret is not stored; the message goes on from "option"
   */
  ResolvedOptions resolve(SecretsContent content, Function<StoredSecret, Generation> choice) {
    Map<String, String> plain = new TreeMap<>(options);
    plain.keySet().removeIf(SecretReferences::isOne);
    Map<String, StoredSecret> stored = new TreeMap<>();
    byOption.forEach(
        (option, name) ->
            stored.put(option, content.find(name).orElseThrow(() -> missing(option + ENDING))));
    Map<String, Generation> chosen = new TreeMap<>();
    stored.forEach((option, secret) -> chosen.put(option, choice.apply(secret)));
    return new ResolvedOptions(plain, stored, chosen);
  }

  private static IllegalArgumentException missing(String option) {
    return new IllegalArgumentException(
        option
            + " names a secret that is not stored; 'keepsake secrets list' shows which are, and"
            + " 'keepsake secrets set NAME' stores one");
  }
}

package io.keepsake.core.spi.options;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The options that a plugin has, declared once:
 *
 * <pre>{@code
 * OptionNames.of("endpoint", "idle-timeout").andSecrets("password")
 * }</pre>
 *
 * <p>A secret {@code password} makes three options. {@code password-file} names a file that holds
 * it and {@code password-env} an environment variable. {@code password} is the secret itself, which
 * is only for settings made in code and is offered to nobody.
 *
 * <p>No name ends with {@code -secret}: in a vault file {@code password-secret} names a secret in
 * the program's own secrets file, and the plugin gets {@code password} in its place.
 */
public final class OptionNames {

  private static final String STORED = "-secret";

  private final Set<String> plain;
  private final Set<String> secrets;

  private OptionNames(Set<String> plain, Set<String> secrets) {
    this.plain = plain;
    this.secrets = secrets;
  }

  /**
   * Options that hold no secret, in kebab-case.
   *
   * @throws IllegalArgumentException if one is given twice, or ends with {@code -secret}
   */
  public static OptionNames of(String... names) {
    return new OptionNames(checked(names), Set.of());
  }

  /**
   * These options and these secrets.
   *
   * @throws IllegalArgumentException if one is given twice, or ends with {@code -secret}
   */
  public OptionNames andSecrets(String... names) {
    return new OptionNames(plain, checked(names));
  }

  private static Set<String> checked(String... names) {
    Set<String> all = Set.of(names);
    for (String name : all) {
      if (name.endsWith(STORED)) {
        throw new IllegalArgumentException(
            "Options whose names end with '-secret' are the program's own: " + name);
      }
    }
    return all;
  }

  /** The names of those that hold no secret, sorted. */
  public List<String> plain() {
    return plain.stream().sorted().toList();
  }

  /** The names of the secrets, sorted. */
  public List<String> secrets() {
    return secrets.stream().sorted().toList();
  }

  boolean isPlain(String name) {
    return plain.contains(name);
  }

  boolean isSecret(String name) {
    return secrets.contains(name);
  }

  /** What to write for a secret, in the order in which it is looked for. */
  static List<String> ofSecret(String name) {
    return List.of(name, name + "-file", name + "-env");
  }

  /** What is wrong with an option of this name; empty if there is one. */
  String unknown(String name) {
    List<String> all =
        Stream.concat(plain.stream(), secrets.stream().flatMap(s -> ofSecret(s).stream()))
            .sorted()
            .toList();
    if (all.contains(name)) {
      return "";
    }
    if (all.isEmpty()) {
      return "there is no option '%s', nor any other for this kind".formatted(name);
    }
    String nearest = Spelling.nearest(all, name).orElseThrow();
    return "there is no option '%s'; did you mean %s? The options are %s"
        .formatted(
            name,
            secrets.contains(nearest)
                ? "'%s-file' or '%s-env'".formatted(nearest, nearest)
                : "'" + nearest + "'",
            String.join(", ", all.stream().filter(each -> !secrets.contains(each)).toList()));
  }
}

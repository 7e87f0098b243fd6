package io.keepsake.cli.config;

import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.spi.storage.StoreSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** One entry of {@code providers}. */
final class ProviderSection {

  private static final String REGION = "region";
  private static final List<String> KEYS = List.of("id", "url", REGION, "role");
  private static final String ID_RULE =
      "1 to 64 letters, digits, '-', '_' or '.' are expected, a letter or digit first";
  private static final List<String> SECRETS =
      List.of("password", "secret", "token", "passphrase", "account-key");

  /** How the names of options end that say where a secret is. */
  private static final List<String> PLACES_OF_SECRETS = List.of("-file", "-env");

  private final Section section;
  private final Problems problems;
  private final List<String> warnings = new ArrayList<>();

  ProviderSection(Node node, String path, Problems problems) {
    this.problems = problems;
    this.section = Section.of(node, path, problems);
  }

  /** What it says, if it says it rightly. */
  Optional<StoreSettings> settings(Path base) {
    Optional<ScalarNode> id = section.required("id", "a short name of your choice is expected");
    Optional<ScalarNode> place =
        section.required("url", "the store's URL or directory is expected");
    Map<String, String> options = options();
    checkRole();
    Optional<String> name = id.flatMap(this::id);
    Optional<URI> url = place.flatMap(node -> url(node, base));
    // There a region is part of the address too, and signatures are made for it.
    if (url.isPresent() && "s3".equalsIgnoreCase(url.get().getScheme())) {
      region().ifPresent(region -> options.put(REGION, region));
    }
    return name.flatMap(n -> url.map(u -> new StoreSettings(n, u, options)));
  }

  /** In which region the store is, if it says so. */
  Optional<String> region() {
    return section.scalar(REGION).map(ScalarNode::getValue);
  }

  /** What is allowed but unwise. */
  List<String> warnings() {
    return warnings;
  }

  /** Where the section is, for problems about two of them. */
  Section section() {
    return section;
  }

  private Optional<String> id(ScalarNode node) {
    String id = node.getValue();
    boolean valid = id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    if (!valid) {
      problems.add(node, section.path("id"), ID_RULE);
    }
    return valid ? Optional.of(id) : Optional.empty();
  }

  private Optional<URI> url(ScalarNode node, Path base) {
    try {
      return Optional.of(StoreUrl.of(node.getValue(), base));
    } catch (UsageException e) {
      String found = Problems.quote(StoreUrl.masked(node.getValue()));
      problems.add(node, section.path("url"), found, e.getMessage());
      return Optional.empty();
    }
  }

  private void checkRole() {
    section
        .scalar("role")
        .filter(role -> !role.getValue().equals("active"))
        .ifPresent(
            role ->
                problems.add(
                    role,
                    section.path("role"),
                    "this version knows only 'active', which is what leaving it out means"));
  }

  private Map<String, String> options() {
    Map<String, String> options = new TreeMap<>();
    section
        .others(KEYS)
        .forEach(
            (key, value) -> {
              if (value instanceof ScalarNode scalar) {
                options.put(key, scalar.getValue());
                warnIfSecret(key);
              } else {
                problems.add(value, section.path(key), "an option is a single value");
              }
            });
    return options;
  }

  private void warnIfSecret(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    if (SECRETS.stream().anyMatch(lower::contains)
        && PLACES_OF_SECRETS.stream().noneMatch(lower::endsWith)) {
      warnings.add(
          section.path(key)
              + " looks like a secret in plain text; whoever can read the file can use it.");
    }
  }
}

package io.keepsake.cli.config;

import io.keepsake.cli.config.shape.Keys;
import io.keepsake.cli.config.shape.Shape;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.placement.ProviderTraits;
import io.keepsake.core.placement.Role;
import io.keepsake.core.spi.storage.StoreSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** One entry of {@code providers}. */
final class ProviderSection {

  private static final String REGION = "region";
  private static final String ROLE = "role";
  private static final String COST = "cost";
  private static final String PREFERENCE = "preference";
  private static final String ID_PATTERN = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  static final Keys KEYS =
      Keys.of()
          .required(
              "id",
              new Shape.Text(ID_PATTERN),
              "What snapshots and messages call the store: letters, digits, '-', '_' or '.'.")
          .required("url", Shape.Text.ANY, "A URL, or a directory; no password in it.")
          .with(
              ROLE,
              new Shape.Words(Role.words()),
              "Leaving it out means active: written to by every backup.")
          .with(REGION, Shape.Text.ANY, "Where the store is, for 'regions'; for s3 its region.")
          .with(COST, new Shape.Weight(), "What a GiB there costs, in a unit that all share.")
          .with(PREFERENCE, new Shape.Whole(), "Where there is a choice, the higher comes first.")
          .andOptions();

  private static final String ID_RULE =
      "1 to 64 letters, digits, '-', '_' or '.' are expected, a letter or digit first";

  private final Section section;
  private final Problems problems;
  private final PluginOptions options;
  private final Role role;
  private final Optional<String> region;

  ProviderSection(Node node, String path, PlainSecrets plain, Problems problems) {
    this.problems = problems;
    this.section = Section.of(node, path, KEYS, problems);
    this.options = new PluginOptions(section, problems, plain, PlainSecrets::isHeldBy);
    this.role = readRole();
    this.region = section.scalar(REGION).map(ScalarNode::getValue).filter(name -> !name.isBlank());
  }

  /** What it says, if it says it rightly. */
  Optional<ConfiguredProvider> configured(Path base) {
    Optional<ScalarNode> id = section.required("id", "a short name of your choice is expected");
    Optional<ScalarNode> place =
        section.required("url", "the store's URL or directory is expected");
    Map<String, String> others = options.read();
    Optional<Double> cost = section.weight(COST);
    Optional<Integer> preference = section.integer(PREFERENCE);
    Optional<String> name = id.flatMap(this::id);
    Optional<URI> url = place.flatMap(node -> url(node, base));
    // There a region is part of the address too, and signatures are made for it.
    if (url.isPresent() && "s3".equalsIgnoreCase(url.get().getScheme())) {
      region.ifPresent(where -> others.put(REGION, where));
    }
    if (name.isEmpty() || url.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ConfiguredProvider(
            new StoreSettings(name.get(), url.get(), others),
            new ProviderTraits(name.get(), role, region, cost.orElse(0.0), preference.orElse(0))));
  }

  /** What it is there for; active also where what is there is no role, which is noted. */
  Role role() {
    return role;
  }

  /** In which region the store is, if it says so. */
  Optional<String> region() {
    return region;
  }

  /** What is allowed but unwise. */
  List<String> warnings() {
    return options.warnings();
  }

  /** Where the section is, for problems about two of them. */
  Section section() {
    return section;
  }

  private Optional<String> id(ScalarNode node) {
    String id = node.getValue();
    boolean valid = id.matches(ID_PATTERN);
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

  private Role readRole() {
    Optional<ScalarNode> word = section.scalar(ROLE);
    Optional<Role> known = word.flatMap(node -> Role.of(node.getValue()));
    if (word.isPresent() && known.isEmpty()) {
      problems.add(
          word.get(),
          section.path(ROLE),
          "'active', which is what leaving it out means, 'standby' or 'read-only' is expected");
    }
    return known.orElse(Role.ACTIVE);
  }
}

package io.keepsake.cli.config;

import io.keepsake.cli.config.shape.Keys;
import io.keepsake.cli.config.shape.Shape;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The section {@code dashboard}: where it listens, and who may see it. */
final class DashboardSection {

  private static final String LISTEN = "listen";
  private static final String TOKEN = "token-file";
  private static final String NAMES = "names";
  private static final String OFF = "off";
  private static final Pattern PLACE = Pattern.compile("\\[?([0-9A-Fa-f:.]+)\\]?:([0-9]{1,5})");

  static final Keys KEYS =
      Keys.of()
          .with(
              LISTEN,
              new Shape.Text(OFF + "|" + PLACE.pattern()),
              "An address and a port such as 127.0.0.1:7979, or off.")
          .with(TOKEN, Shape.Text.ANY, "A file with the token that others have to know.")
          .with(NAMES, new Shape.Texts(Shape.Text.ANY), "Names by which browsers may ask for it.");

  private final Section section;
  private final Path base;

  DashboardSection(Node node, Path base, Problems problems) {
    this.section = Section.of(node, "dashboard", KEYS, problems);
    this.base = base;
  }

  /** What it says; empty if there is to be none. Of use only if no problem was noted. */
  Optional<DashboardPlace> read() {
    section.requireKnown();
    Optional<ScalarNode> listen = section.scalar(LISTEN);
    Optional<Path> token =
        section.scalar(TOKEN).map(file -> base.resolve(file.getValue()).normalize());
    Set<String> names = Set.copyOf(section.texts(NAMES));
    if (listen.isEmpty()) {
      return Optional.of(
          new DashboardPlace(
              DashboardPlace.LOOPBACK.address(), DashboardPlace.LOOPBACK.port(), token, names));
    }
    if (listen.get().getValue().equals(OFF)) {
      return Optional.empty();
    }
    Matcher place = PLACE.matcher(listen.get().getValue());
    if (!place.matches() || Integer.parseInt(place.group(2)) > 65_535) {
      section.wrong(LISTEN, "an address and a port such as 127.0.0.1:7979, or 'off', is expected");
      return Optional.empty();
    }
    return Optional.of(
        new DashboardPlace(place.group(1), Integer.parseInt(place.group(2)), token, names));
  }
}

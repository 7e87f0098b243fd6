package io.keepsake.core.plugin;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One plugin, for people to look at.
 *
 * @param name that of its directory or jar; of its module if it is installed
 * @param path where it lies; empty for what was linked into the runtime image
 * @param module the module that holds its providers; empty if it has no descriptor
 * @param version that module's version, or the one its jar's manifest tells
 * @param schemes URL schemes it opens
 * @param suites encryption schemes it offers
 * @param sinks types of alert sink it opens
 * @param problem what is wrong with it, in one sentence
 */
public record PluginDescription(
    String name,
    Optional<Path> path,
    Optional<String> module,
    Optional<String> version,
    SortedSet<String> schemes,
    SortedSet<String> suites,
    SortedSet<String> sinks,
    Optional<String> problem) {

  /** Copies the sets. */
  public PluginDescription {
    schemes = sorted(schemes);
    suites = sorted(suites);
    sinks = sorted(sinks);
  }

  private static SortedSet<String> sorted(Collection<String> names) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(names));
  }
}

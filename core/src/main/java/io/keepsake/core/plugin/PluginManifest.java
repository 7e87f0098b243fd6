package io.keepsake.core.plugin;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** What the manifest of a plugin's jar tells. */
record PluginManifest(Attributes attributes) {

  /** One that tells nothing. */
  static final PluginManifest EMPTY = new PluginManifest(new Attributes());

  /** The manifest of an open jar; one that tells nothing if it has none. */
  static PluginManifest of(JarFile jar) throws IOException {
    Manifest manifest = jar.getManifest();
    return manifest == null ? EMPTY : new PluginManifest(manifest.getMainAttributes());
  }

  /** The names listed for a service, between commas or blanks; none if it lists none. */
  Set<String> names(Spi<?> spi) {
    String listed = attributes.getValue(spi.attribute());
    return listed == null
        ? Set.of()
        : Arrays.stream(listed.split("[,\\s]+"))
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
  }

  Optional<String> version() {
    return Optional.ofNullable(attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION));
  }
}

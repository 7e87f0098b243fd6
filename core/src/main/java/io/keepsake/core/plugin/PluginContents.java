package io.keepsake.core.plugin;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a plugin's jars say of it before any of its code runs.
 *
 * @param module the module that holds its providers; empty on a class path
 * @param version the version its module or manifest tells
 * @param services the services it provides; for each, the names that its manifest lists, or none if
 *     it lists nothing: only its code knows them then
 */
record PluginContents(
    Optional<String> module, Optional<String> version, Map<Spi<?>, Set<String>> services) {

  PluginContents {
    services = Map.copyOf(services);
  }

  boolean provides(Spi<?> spi) {
    return services.containsKey(spi);
  }

  /** False if the jars rule out that the plugin offers something of that name. */
  boolean mayOffer(Spi<?> spi, String name) {
    Set<String> listed = services.get(spi);
    return listed != null && (listed.isEmpty() || listed.contains(name));
  }
}

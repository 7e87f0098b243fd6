package io.keepsake.core.plugin;

import java.lang.module.ModuleDescriptor;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a plugin's jars say of it before any of its code runs.
 *
 * @param module the module that holds its providers, if it has a descriptor
 * @param version the version its module or manifest tells
 * @param services the services it provides; for each, the names that its manifest lists, or none if
 *     it lists nothing: only its code knows them then
 * @param others names of other interfaces of Keepsake that its modules implement, such as the
 *     monitor's
 */
record PluginContents(
    Optional<String> module,
    Optional<String> version,
    Map<Spi<?>, Set<String>> services,
    Set<String> others) {

  PluginContents {
    services = Map.copyOf(services);
    others = Set.copyOf(others);
  }

  /** Puts together what the jars say that provide a service. */
  static PluginContents of(
      List<ProviderJar> jars, Function<ProviderJar, Collection<Spi<?>>> provided) {
    Optional<String> module = Optional.empty();
    Optional<String> version = Optional.empty();
    Map<Spi<?>, Set<String>> services = new HashMap<>();
    Set<String> others = new HashSet<>();
    for (ProviderJar jar : jars) {
      Collection<Spi<?>> spis = provided.apply(jar);
      spis.forEach(spi -> services.merge(spi, jar.manifest().names(spi), PluginContents::both));
      others.addAll(jar.others());
      if ((!spis.isEmpty() || !jar.others().isEmpty()) && module.isEmpty() && version.isEmpty()) {
        module = jar.descriptor().map(ModuleDescriptor::name);
        version =
            jar.descriptor().flatMap(ModuleDescriptor::rawVersion).or(jar.manifest()::version);
      }
    }
    return new PluginContents(module, version, services, others);
  }

  /** None listed means that any is possible, so it swallows the other. */
  private static Set<String> both(Set<String> one, Set<String> other) {
    Set<String> all = new HashSet<>(one);
    all.addAll(other);
    return one.isEmpty() || other.isEmpty() ? Set.of() : all;
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

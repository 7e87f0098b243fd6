package io.keepsake.core.plugin;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Loads a plugin into a module layer of its own, under core's. So two plugins may hold different
 * versions of one library; what the host has already, core and its libraries, they share with it.
 */
record ModuleHost(ModuleLayer layer, ClassLoader loader) implements Host {

  @Override
  public <S> ServiceLoader<S> installed(Class<S> service) {
    return ServiceLoader.load(layer, service);
  }

  @Override
  public PluginContents read(PluginFiles files) throws IOException {
    Optional<String> module = Optional.empty();
    Optional<String> version = Optional.empty();
    Map<Spi<?>, Set<String>> services = new HashMap<>();
    for (ModuleReference reference : byName(finder(files))) {
      ModuleDescriptor descriptor = reference.descriptor();
      List<Spi<?>> provided = provided(descriptor);
      if (provided.isEmpty()) {
        continue;
      }
      PluginManifest manifest = PluginManifest.of(Path.of(reference.location().orElseThrow()));
      provided.forEach(spi -> services.merge(spi, manifest.names(spi), ModuleHost::both));
      if (module.isEmpty()) {
        module = Optional.of(descriptor.name());
        version = descriptor.rawVersion().or(manifest::version);
      }
    }
    return new PluginContents(module, version, services);
  }

  private static List<ModuleReference> byName(ModuleFinder finder) {
    return finder.findAll().stream()
        .sorted(Comparator.comparing(reference -> reference.descriptor().name()))
        .toList();
  }

  private static List<Spi<?>> provided(ModuleDescriptor descriptor) {
    Set<String> services =
        descriptor.provides().stream()
            .map(ModuleDescriptor.Provides::service)
            .collect(Collectors.toSet());
    return Spi.ALL.stream().filter(spi -> services.contains(spi.type().getName())).toList();
  }

  /** None listed means that any is possible, so it swallows the other. */
  static Set<String> both(Set<String> one, Set<String> other) {
    return one.isEmpty() || other.isEmpty()
        ? Set.of()
        : Stream.concat(one.stream(), other.stream()).collect(Collectors.toUnmodifiableSet());
  }

  /** All modules are roots: what only an automatic module needs would go missing otherwise. */
  @Override
  public LoadedPlugin load(PluginFiles files) {
    ModuleFinder finder = finder(files);
    Set<String> roots =
        finder.findAll().stream()
            .map(reference -> reference.descriptor().name())
            .collect(Collectors.toSet());
    Configuration configuration =
        layer.configuration().resolveAndBind(finder, ModuleFinder.of(), roots);
    return new PluginLayer(layer.defineModulesWithOneLoader(configuration, loader));
  }

  private ModuleFinder finder(PluginFiles files) {
    return new ModulesBeside(ModuleFinder.of(files.path()), layer);
  }

  private record PluginLayer(ModuleLayer layer) implements LoadedPlugin {

    @Override
    public ClassLoader loader() {
      return layer.findLoader(layer.modules().iterator().next().getName());
    }

    @Override
    public <S> ServiceLoader<S> providers(Class<S> service) {
      return ServiceLoader.load(layer, service);
    }

    @Override
    public OptionalInt count(Class<?> service) {
      IntStream counts =
          layer.modules().stream()
              .flatMap(module -> module.getDescriptor().provides().stream())
              .filter(provides -> provides.service().equals(service.getName()))
              .mapToInt(provides -> provides.providers().size());
      return OptionalInt.of(counts.sum());
    }
  }
}

package io.keepsake.core.plugin;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.util.List;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.stream.IntStream;

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
    List<ProviderJar> own = files.read().stream().filter(jar -> !isHosts(jar)).toList();
    return PluginContents.of(own, ProviderJar::provided);
  }

  private boolean isHosts(ProviderJar jar) {
    return jar.descriptor().flatMap(told -> layer.findModule(told.name())).isPresent();
  }

  /** All modules are roots: what only an automatic module needs would go missing otherwise. */
  @Override
  public LoadedPlugin load(PluginFiles files) throws IOException {
    PluginModules modules = new PluginModules(files.jars(), layer);
    Configuration configuration =
        layer.configuration().resolveAndBind(modules, ModuleFinder.of(), modules.names());
    return new PluginLayer(layer.defineModulesWithOneLoader(configuration, loader), loader);
  }

  private record PluginLayer(ModuleLayer layer, ClassLoader host) implements LoadedPlugin {

    @Override
    public ClassLoader loader() {
      return layer.modules().stream()
          .findFirst()
          .map(module -> layer.findLoader(module.getName()))
          .orElse(host);
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

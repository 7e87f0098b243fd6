package io.keepsake.core.plugin;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.ServiceLoader;

/**
 * Loads a plugin into a class loader of its own, for an application that has core on its class
 * path. Two plugins may hold different versions of one library here too, unless the application has
 * that library itself: its version is used then.
 */
record ClassPathHost(ClassLoader loader) implements Host {

  @Override
  public <S> ServiceLoader<S> installed(Class<S> service) {
    return ServiceLoader.load(service, loader);
  }

  @Override
  public PluginContents read(PluginFiles files) throws IOException {
    return PluginContents.of(files.read(), ProviderJar::listed);
  }

  @Override
  public LoadedPlugin load(PluginFiles files) throws IOException {
    List<Path> jars = files.jars();
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = jars.get(i).toUri().toURL();
    }
    return new PluginOnClassPath(new PluginClassLoader(files.name(), urls, loader));
  }

  private record PluginOnClassPath(PluginClassLoader loader) implements LoadedPlugin {

    @Override
    public <S> ServiceLoader<S> providers(Class<S> service) {
      return ServiceLoader.load(service, loader);
    }

    /** All: the class loader sees no one else's. */
    @Override
    public OptionalInt count(Class<?> service) {
      return OptionalInt.empty();
    }
  }
}

package io.keepsake.core.plugin;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Enumeration;

/** A plugin's classes beside core's on a class path. Stays open as long as the process runs. */
final class PluginClassLoader extends URLClassLoader {

  PluginClassLoader(String plugin, URL[] jars, ClassLoader core) {
    super("plugin " + plugin, jars, core);
  }

  /** As usual, but of the lists of our own services only the plugin's. */
  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    boolean ours = Spi.ALL.stream().anyMatch(spi -> name.endsWith("/" + spi.type().getName()));
    return ours ? findResources(name) : super.getResources(name);
  }
}

package io.keepsake.core.plugin;

import java.io.IOException;
import java.util.Optional;
import java.util.ServiceLoader;

/** What plugins are loaded into: the modules, or the class path, that core is on. */
sealed interface Host permits ModuleHost, ClassPathHost {

  /** The host that this class was loaded from. */
  static Host current() {
    Module core = Host.class.getModule();
    return core.isNamed()
        ? new ModuleHost(
            Optional.ofNullable(core.getLayer()).orElseGet(ModuleLayer::boot),
            Host.class.getClassLoader())
        : new ClassPathHost(Host.class.getClassLoader());
  }

  /** The providers that are part of the host itself. */
  <S> ServiceLoader<S> installed(Class<S> service);

  /**
   * Reads what a plugin's jars say; runs none of its code.
   *
   * @throws java.lang.module.FindException or {@link IOException} if a jar cannot be read
   */
  PluginContents read(PluginFiles files) throws IOException;

  /**
   * Links a plugin to the host.
   *
   * @throws java.lang.module.FindException if something it needs is missing
   * @throws java.lang.module.ResolutionException if its modules do not fit together
   * @throws LayerInstantiationException likewise
   */
  LoadedPlugin load(PluginFiles files) throws IOException;
}

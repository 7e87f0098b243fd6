package io.keepsake.core.plugin;

import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The modules in a plugin's jars that its host does not have. */
final class PluginModules implements ModuleFinder {

  private final Map<String, ModuleReference> modules = new TreeMap<>();

  /**
   * Finds them.
   *
   * @throws FindException if a jar cannot be read, or two hold one module
   * @throws ResolutionException if two modules hold one package: their layer would say so too, but
   *     not name them
   */
  PluginModules(List<Path> jars, ModuleLayer host) {
    for (Path jar : jars) {
      ModuleReference module = JarModule.of(jar);
      String name = module.descriptor().name();
      if (host.findModule(name).isEmpty() && modules.put(name, module) != null) {
        throw new FindException("Two versions of module " + name + " found");
      }
    }
    requireDistinctPackages();
  }

  private void requireDistinctPackages() {
    Map<String, String> holders = new HashMap<>();
    modules.forEach(
        (module, reference) -> {
          for (String name : reference.descriptor().packages()) {
            String other = holders.putIfAbsent(name, module);
            if (other != null) {
              throw new ResolutionException(
                  "Package %s is in both module %s and module %s".formatted(name, other, module));
            }
          }
        });
  }

  Set<String> names() {
    return Set.copyOf(modules.keySet());
  }

  @Override
  public Optional<ModuleReference> find(String name) {
    return Optional.ofNullable(modules.get(name));
  }

  @Override
  public Set<ModuleReference> findAll() {
    return Set.copyOf(modules.values());
  }
}

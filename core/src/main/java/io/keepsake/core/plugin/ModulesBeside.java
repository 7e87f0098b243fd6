package io.keepsake.core.plugin;

import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the modules that another finder finds and a layer, or one above it, does not have. */
record ModulesBeside(ModuleFinder finder, ModuleLayer layer) implements ModuleFinder {

  @Override
  public Optional<ModuleReference> find(String name) {
    return layer.findModule(name).isPresent() ? Optional.empty() : finder.find(name);
  }

  @Override
  public Set<ModuleReference> findAll() {
    return finder.findAll().stream()
        .filter(reference -> layer.findModule(reference.descriptor().name()).isEmpty())
        .collect(Collectors.toSet());
  }
}

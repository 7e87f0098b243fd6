package io.keepsake.core.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/**
 * What one jar says of itself. Reads single entries only: a module finder lists all of a jar's, and
 * some libraries have thousands.
 *
 * @param descriptor its module's, if it has one
 * @param listed the services for which it lists providers, for use on a class path
 * @param manifest empty if the jar has no providers: those of signed libraries are large
 */
record ProviderJar(
    Optional<ModuleDescriptor> descriptor, Set<Spi<?>> listed, PluginManifest manifest) {

  private static final String LISTS = "META-INF/services/";
  private static final String KEEPSAKE = "io.keepsake.";

  /**
   * Reads a jar.
   *
   * @throws IOException naming the jar, if it is damaged
   */
  static ProviderJar read(Path path) throws IOException {
    try (JarFile jar = JarModule.open(path)) {
      Optional<ModuleDescriptor> descriptor = descriptor(jar);
      Set<Spi<?>> listed =
          Spi.ALL.stream()
              .filter(spi -> jar.getEntry(LISTS + spi.type().getName()) != null)
              .collect(Collectors.toSet());
      boolean library = listed.isEmpty() && descriptor.stream().noneMatch(ProviderJar::providesAny);
      return new ProviderJar(
          descriptor, listed, library ? PluginManifest.EMPTY : PluginManifest.of(jar));
    } catch (IOException | InvalidModuleDescriptorException damaged) {
      throw new IOException("Cannot read " + path.getFileName(), damaged);
    }
  }

  private static Optional<ModuleDescriptor> descriptor(JarFile jar) throws IOException {
    JarEntry entry = jar.getJarEntry("module-info.class");
    if (entry == null) {
      return Optional.empty();
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return Optional.of(ModuleDescriptor.read(in));
    }
  }

  /** The services it provides on a module path. */
  List<Spi<?>> provided() {
    return Spi.ALL.stream()
        .filter(spi -> descriptor.map(told -> provides(told, spi)).orElse(listed.contains(spi)))
        .toList();
  }

  /** The names of other interfaces of Keepsake that it implements as a module. */
  Set<String> others() {
    return descriptor.stream()
        .flatMap(told -> told.provides().stream())
        .map(ModuleDescriptor.Provides::service)
        .filter(name -> name.startsWith(KEEPSAKE))
        .filter(name -> Spi.ALL.stream().noneMatch(spi -> spi.type().getName().equals(name)))
        .collect(Collectors.toSet());
  }

  /** Whether a jar has providers of a service, on a module path or a class path. */
  static boolean provides(Path path, Spi<?> spi) throws IOException {
    try (JarFile jar = JarModule.open(path)) {
      return jar.getEntry(LISTS + spi.type().getName()) != null
          || descriptor(jar).filter(told -> provides(told, spi)).isPresent();
    } catch (IOException | InvalidModuleDescriptorException damaged) {
      throw new IOException("Cannot read " + path.getFileName(), damaged);
    }
  }

  private static boolean providesAny(ModuleDescriptor descriptor) {
    return Spi.ALL.stream().anyMatch(spi -> provides(descriptor, spi));
  }

  private static boolean provides(ModuleDescriptor descriptor, Spi<?> spi) {
    return descriptor.provides().stream()
        .anyMatch(provides -> provides.service().equals(spi.type().getName()));
  }
}

package io.keepsake.core.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.FindException;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;

/**
 * A module in a jar. The JDK's own reference checks the signatures of a signed jar, which takes
 * longer than all else: a third of a second for BouncyCastle. They would protect nothing here, as
 * whoever can change the jar can also take its signature away.
 */
final class JarModule extends ModuleReference {

  private static final String DECLARATION = "module-info.class";

  private final Path jar;

  private JarModule(ModuleDescriptor descriptor, Path jar) {
    super(descriptor, jar.toUri());
    this.jar = jar;
  }

  /**
   * The module in a jar; an automatic one if the jar declares none.
   *
   * @throws FindException if it cannot be read
   */
  static ModuleReference of(Path path) {
    try (JarFile jar = open(path)) {
      JarEntry entry = jar.getJarEntry(DECLARATION);
      if (entry == null) {
        return ModuleFinder.of(path).findAll().iterator().next();
      }
      try (InputStream in = jar.getInputStream(entry)) {
        return new JarModule(ModuleDescriptor.read(in, () -> packages(jar)), path);
      }
    } catch (IOException | InvalidModuleDescriptorException damaged) {
      throw new FindException("Cannot read " + path.getFileName(), damaged);
    }
  }

  /** Opens a jar as this version of Java sees it; does not check signatures. */
  static JarFile open(Path path) throws IOException {
    return new JarFile(path.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion());
  }

  private static Set<String> packages(JarFile jar) {
    return jar.stream()
        .filter(
            entry -> !entry.isDirectory()) // two jars may well share a directory with nothing in it
        .map(entry -> inAnyVersion(entry.getName()))
        .filter(name -> name.indexOf('/') > 0)
        .map(name -> name.substring(0, name.lastIndexOf('/')))
        .distinct()
        .map(directory -> directory.replace('/', '.'))
        .filter(JarModule::isPackageName)
        .collect(Collectors.toSet());
  }

  private static String inAnyVersion(String entry) {
    return entry.startsWith("META-INF/versions/")
        ? entry.replaceFirst("META-INF/versions/[0-9]+/", "")
        : entry;
  }

  private static boolean isPackageName(String name) {
    try {
      ModuleDescriptor.newModule("any").packages(Set.of(name));
      return true;
    } catch (IllegalArgumentException notAName) {
      return false;
    }
  }

  @Override
  public ModuleReader open() throws IOException {
    return new JarModuleReader(jar.toUri(), open(jar));
  }
}

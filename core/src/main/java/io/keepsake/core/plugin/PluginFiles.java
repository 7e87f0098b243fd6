package io.keepsake.core.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a plugin lies in the plugins directory.
 *
 * @param name that of its directory or jar
 * @param path a directory of jars, or a jar
 */
record PluginFiles(String name, Path path) {

  private static final String JAR = ".jar";

  /**
   * The plugins in a directory, by name; none if there is no such directory. Hidden names and files
   * that are no jars are passed over.
   */
  static List<PluginFiles> in(Path plugins) throws IOException {
    if (Files.notExists(plugins)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(plugins)) {
      return children
          .filter(child -> Files.isDirectory(child) || isJar(child))
          .map(child -> new PluginFiles(child.getFileName().toString(), child))
          .filter(files -> !files.name().startsWith("."))
          .sorted((one, other) -> one.name().compareTo(other.name()))
          .toList();
    }
  }

  /** The plugin's jars, by name. */
  List<Path> jars() throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> children = Files.list(path)) {
      return children.filter(PluginFiles::isJar).sorted().toList();
    }
  }

  /** What each of them says of itself. */
  List<ProviderJar> read() throws IOException {
    List<ProviderJar> read = new ArrayList<>();
    for (Path jar : jars()) {
      read.add(ProviderJar.read(jar));
    }
    return read;
  }

  /** Whether one of them has providers of a service. */
  boolean provide(Spi<?> spi) throws IOException {
    for (Path jar : jars()) {
      if (ProviderJar.provides(jar, spi)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isJar(Path path) {
    return path.toString().endsWith(JAR) && Files.isRegularFile(path);
  }
}

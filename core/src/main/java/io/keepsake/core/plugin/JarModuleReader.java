package io.keepsake.core.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Reads the classes and resources of a module in a jar. */
record JarModuleReader(URI location, JarFile jar) implements ModuleReader {

  @Override
  public Optional<URI> find(String name) throws IOException {
    JarEntry entry = jar.getJarEntry(name);
    if (entry == null) {
      return Optional.empty();
    }
    try {
      String path = new URI(null, null, "/" + entry.getRealName(), null).getRawPath();
      return Optional.of(URI.create("jar:" + location + "!" + path));
    } catch (URISyntaxException impossible) {
      throw new IOException("Not an entry's name: " + name, impossible);
    }
  }

  @Override
  public Optional<InputStream> open(String name) throws IOException {
    JarEntry entry = jar.getJarEntry(name);
    return entry == null ? Optional.empty() : Optional.of(jar.getInputStream(entry));
  }

  @Override
  public Stream<String> list() {
    return jar.versionedStream().map(JarEntry::getName);
  }

  @Override
  public void close() throws IOException {
    jar.close();
  }
}

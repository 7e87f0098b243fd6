package io.keepsake.core.plugin;

import io.keepsake.core.spi.crypto.CryptoProvider;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks what is installed first, then one plugin after the other. */
final class PluginRegistry implements Plugins {

  private final Host host = Host.current();
  private final InstalledProviders installed = new InstalledProviders(host);
  private final Optional<Path> directory;
  private final List<PluginInDirectory> plugins = new ArrayList<>();
  private final List<PluginProblem> unreadable = new ArrayList<>();
  private final Map<Class<?>, Spi<?>> others = new HashMap<>();
  private boolean listed;

  PluginRegistry(Optional<Path> directory) {
    this.directory = directory;
  }

  @Override
  public synchronized Optional<ObjectStoreProvider> storage(String scheme) {
    return find(Spi.STORAGE, scheme);
  }

  @Override
  public synchronized Optional<CryptoProvider> crypto(String suite) {
    return find(Spi.CRYPTO, suite);
  }

  @Override
  public synchronized <S> List<S> services(Class<S> service) {
    PluginRegistry.class.getModule().addUses(service);
    Spi<?> spi = others.computeIfAbsent(service, Spi::of);
    // On a class path a plugin's class loader finds what is installed too.
    Map<Class<?>, Object> byType = new LinkedHashMap<>();
    installed.offered(spi).forEach(one -> byType.putIfAbsent(one.type(), one.provider()));
    plugins().stream()
        .flatMap(plugin -> plugin.offeredIfAny(spi).stream())
        .forEach(one -> byType.putIfAbsent(one.type(), one.provider()));
    return byType.values().stream().map(service::cast).toList();
  }

  /** Touches no plugin after the one that has it. */
  private <S> Optional<S> find(Spi<S> spi, String name) {
    Optional<S> found = find(installed.offered(spi), spi, name);
    Iterator<PluginInDirectory> rest =
        found.isEmpty() ? plugins().iterator() : Collections.emptyIterator();
    while (found.isEmpty() && rest.hasNext()) {
      found = find(rest.next().offered(spi, name), spi, name);
    }
    return found;
  }

  private static <S> Optional<S> find(List<Offered> offered, Spi<S> spi, String name) {
    return offered.stream()
        .filter(one -> one.names().contains(name))
        .map(one -> spi.type().cast(one.provider()))
        .findFirst();
  }

  private List<PluginInDirectory> plugins() {
    if (!listed && directory.isPresent()) {
      try {
        PluginFiles.in(directory.get())
            .forEach(files -> plugins.add(new PluginInDirectory(host, files)));
      } catch (IOException failure) {
        unreadable.add(
            new PluginProblem(
                directory.get().toString(),
                "The directory of plugins cannot be read: " + Causes.of(failure)));
      }
    }
    listed = true;
    return plugins;
  }

  @Override
  public synchronized List<PluginProblem> problems() {
    List<PluginProblem> all = new ArrayList<>(installed.problems());
    all.addAll(unreadable);
    plugins.forEach(plugin -> all.addAll(plugin.problems()));
    return List.copyOf(all);
  }

  @Override
  public synchronized List<PluginDescription> descriptions() {
    List<PluginDescription> all = new ArrayList<>(installed.describe());
    plugins().forEach(plugin -> all.add(plugin.describe()));
    return List.copyOf(all);
  }
}

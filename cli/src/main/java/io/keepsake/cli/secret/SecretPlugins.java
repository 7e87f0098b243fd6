package io.keepsake.cli.secret;

import io.keepsake.core.plugin.PluginDescription;
import io.keepsake.core.plugin.PluginProblem;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.alert.AlertSinkProvider;
import io.keepsake.core.spi.crypto.CryptoProvider;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Plugins whose stores and sinks get the values of stored secrets, at the last moment: settings,
 * and all that holds, compares or prints them, have names only.
 */
public final class SecretPlugins implements Plugins {

  private final Plugins plugins;
  private final SecretsFile file;
  private final Consumer<String> warnings;
  private final InstantSource clock;
  private final Acceptances acceptances = new Acceptances();
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /**
   * Plugins around others.
   *
   * @param file open for as long as these are used
   * @param warnings takes sentences for people, each once
   */
  public SecretPlugins(Plugins plugins, SecretsFile file, Consumer<String> warnings) {
    this(plugins, file, warnings, InstantSource.system());
  }

  SecretPlugins(Plugins plugins, SecretsFile file, Consumer<String> warnings, InstantSource clock) {
    this.plugins = plugins;
    this.file = file;
    this.warnings = warnings;
    this.clock = clock;
  }

  private void tell(String sentence) {
    if (told.add(sentence)) {
      warnings.accept(sentence);
    }
  }

  @Override
  public Optional<ObjectStoreProvider> storage(String scheme) {
    return plugins
        .storage(scheme)
        .map(provider -> new SecretStoreProvider(provider, file, acceptances, this::tell, clock));
  }

  @Override
  public Optional<CryptoProvider> crypto(String suite) {
    return plugins.crypto(suite);
  }

  @Override
  public Optional<AlertSinkProvider> sink(String type) {
    return plugins.sink(type).map(provider -> new SecretSinkProvider(provider, file));
  }

  @Override
  public <S> List<S> services(Class<S> service) {
    return plugins.services(service);
  }

  @Override
  public List<PluginProblem> problems() {
    return plugins.problems();
  }

  @Override
  public List<PluginDescription> descriptions() {
    return plugins.descriptions();
  }
}

package io.keepsake.core.plugin;

import java.io.IOException;
import java.lang.module.FindException;
import java.lang.module.ResolutionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One plugin in the plugins directory. Its jars are read once, its classes are loaded when first
 * needed; what fails is kept as a problem and not tried again. For use by one thread at a time.
 */
final class PluginInDirectory {

  private final Host host;
  private final PluginFiles files;
  private final Map<Spi<?>, List<Offered>> made = new HashMap<>();
  private final List<PluginProblem> problems = new ArrayList<>();
  private Optional<PluginContents> contents = Optional.empty();
  private Optional<LoadedPlugin> loaded = Optional.empty();
  private boolean broken;

  PluginInDirectory(Host host, PluginFiles files) {
    this.host = host;
    this.files = files;
  }

  /** The plugin's providers, if its jars do not rule out that one has the name. */
  List<Offered> offered(Spi<?> spi, String name) {
    return contents().filter(told -> told.mayOffer(spi, name)).isPresent()
        ? offered(spi)
        : List.of();
  }

  /** The plugin's providers of a service, whose names nobody knows. */
  List<Offered> offeredIfAny(Spi<?> spi) {
    boolean any = made.containsKey(spi) || (!broken && attempt(f -> f.provide(spi)).orElse(false));
    return any ? offered(spi) : List.of();
  }

  private List<Offered> offered(Spi<?> spi) {
    List<Offered> known = made.get(spi);
    if (known == null) {
      known = loaded().map(plugin -> make(spi, plugin)).orElse(List.of());
      made.put(spi, known);
    }
    return known;
  }

  private <S> List<Offered> make(Spi<S> spi, LoadedPlugin plugin) {
    ProviderMaker maker = new ProviderMaker();
    maker.make(spi, plugin);
    maker.problems().forEach(this::problem);
    return maker.offered();
  }

  private Optional<PluginContents> contents() {
    if (contents.isEmpty() && !broken) {
      contents = attempt(host::read);
    }
    return contents;
  }

  private Optional<LoadedPlugin> loaded() {
    if (loaded.isEmpty() && !broken) {
      loaded = attempt(host::load);
    }
    return loaded;
  }

  private <T> Optional<T> attempt(Step<T> step) {
    try {
      return Optional.of(step.of(files));
    } catch (IOException
        | FindException
        | ResolutionException
        | LayerInstantiationException
        | SecurityException
        | LinkageError failure) {
      broken = true;
      problem(Causes.sentence("It cannot be loaded", failure));
      return Optional.empty();
    }
  }

  private void problem(String sentence) {
    problems.add(new PluginProblem(files.name(), sentence));
  }

  List<PluginProblem> problems() {
    return List.copyOf(problems);
  }

  /** Loads all of it. */
  PluginDescription describe() {
    List<Offered> all = new ArrayList<>();
    contents()
        .ifPresent(
            told -> Spi.ALL.stream().filter(told::provides).forEach(s -> all.addAll(offered(s))));
    boolean others = contents().filter(told -> !told.others().isEmpty()).isPresent();
    if (others) {
      // Nobody has asked for it yet; what is missing shows now.
      loaded();
    }
    if (all.isEmpty() && problems.isEmpty() && !others) {
      problem("It provides nothing that this Keepsake uses and does not have already");
    }
    return new PluginDescription(
        files.name(),
        Optional.of(files.path()),
        contents.flatMap(PluginContents::module),
        contents.flatMap(PluginContents::version),
        Offered.names(all, Spi.STORAGE),
        Offered.names(all, Spi.CRYPTO),
        problems.isEmpty()
            ? Optional.empty()
            : Optional.of(
                problems.stream().map(PluginProblem::problem).collect(Collectors.joining(". "))));
  }

  /** One of the host's operations on a plugin's files. */
  @FunctionalInterface
  private interface Step<T> {
    T of(PluginFiles files) throws IOException;
  }
}

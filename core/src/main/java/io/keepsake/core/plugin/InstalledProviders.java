package io.keepsake.core.plugin;

import java.net.URI;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The providers on core's own module path or class path. For use by one thread at a time. */
final class InstalledProviders {

  private static final String NAME = "installed";

  private final Host host;
  private final Map<Spi<?>, List<Offered>> made = new HashMap<>();
  private final List<PluginProblem> problems = new ArrayList<>();

  InstalledProviders(Host host) {
    this.host = host;
  }

  List<Offered> offered(Spi<?> spi) {
    List<Offered> known = made.get(spi);
    if (known == null) {
      known = make(spi);
      made.put(spi, known);
    }
    return known;
  }

  private <S> List<Offered> make(Spi<S> spi) {
    ProviderMaker maker = new ProviderMaker();
    maker.make(spi, host.installed(spi.type()));
    maker.problems().forEach(problem -> problems.add(new PluginProblem(NAME, problem)));
    return maker.offered();
  }

  List<PluginProblem> problems() {
    return List.copyOf(problems);
  }

  /** Loads all of them; one description for each module or place on the class path. */
  List<PluginDescription> describe() {
    Map<String, List<Offered>> byName = new LinkedHashMap<>();
    for (Spi<?> spi : Spi.ALL) {
      for (Offered one : offered(spi)) {
        byName.computeIfAbsent(name(one.type()), _ -> new ArrayList<>()).add(one);
      }
    }
    List<PluginDescription> all = new ArrayList<>();
    byName.forEach((name, offered) -> all.add(describe(name, offered)));
    problems.forEach(problem -> all.add(broken(problem)));
    return all;
  }

  private static PluginDescription describe(String name, List<Offered> offered) {
    Class<?> type = offered.getFirst().type();
    Module module = type.getModule();
    return new PluginDescription(
        name,
        path(type),
        Optional.ofNullable(module.getName()),
        module.isNamed()
            ? module.getDescriptor().rawVersion()
            : Optional.ofNullable(type.getPackage().getImplementationVersion()),
        Offered.names(offered, Spi.STORAGE),
        Offered.names(offered, Spi.CRYPTO),
        Offered.names(offered, Spi.SINKS),
        Optional.empty());
  }

  private static PluginDescription broken(PluginProblem problem) {
    return new PluginDescription(
        problem.plugin(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Offered.names(List.of(), Spi.STORAGE),
        Offered.names(List.of(), Spi.CRYPTO),
        Offered.names(List.of(), Spi.SINKS),
        Optional.of(problem.problem()));
  }

  private static String name(Class<?> type) {
    return Optional.ofNullable(type.getModule().getName())
        .or(() -> path(type).map(Path::getFileName).map(Path::toString))
        .orElse(type.getName());
  }

  private static Optional<Path> path(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return Optional.empty();
    }
    return "file".equals(source.getLocation().getProtocol())
        ? Optional.of(Path.of(URI.create(source.getLocation().toString())))
        : Optional.empty();
  }
}

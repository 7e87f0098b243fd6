package io.keepsake.testkit.storage;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * A store opened and listed by a Java process of its own. For what libraries take from the
 * environment, which a process cannot change for itself: credentials above all.
 */
public final class ListingProcess {

  private ListingProcess() {}

  /**
   * Lists the first page of a store with the providers on this process's class and module path.
   *
   * @param settings the store's; they are seen by everyone on this machine, so no secrets
   * @param home what the process takes for the user's home
   * @param environment all of its environment, but the path for programs
   * @param options of Java
   * @return all that it said, errors too: a line {@code listed NAME} for each object or one line
   *     {@code failed KIND MESSAGE}
   * @throws IOException if it cannot be run
   */
  public static String list(
      StoreSettings settings, Path home, Map<String, String> environment, String... options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Duser.home=" + home);
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath(), ListingProcess.class.getName()));
    command.addAll(List.of(settings.id(), settings.url().toString()));
    settings.options().forEach((name, value) -> command.addAll(List.of(name, value)));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().retainAll(List.of("PATH"));
    builder.environment().put("HOME", home.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String classPath() {
    return String.join(
        File.pathSeparator,
        Stream.of("java.class.path", "jdk.module.path")
            .map(property -> System.getProperty(property, ""))
            .filter(path -> !path.isEmpty())
            .toList());
  }

  /**
   * Lists.
   *
   * @param arguments the store's id and URL, and its options' names and values in turn
   */
  public static void main(String[] arguments) {
    Map<String, String> options = new HashMap<>();
    for (int i = 2; i < arguments.length; i += 2) {
      options.put(arguments[i], arguments[i + 1]);
    }
    StoreSettings settings =
        new StoreSettings(arguments[0], URI.create(arguments[1]), Map.copyOf(options));
    ObjectStoreProvider provider =
        ServiceLoader.load(ObjectStoreProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(each -> each.schemes().contains(settings.scheme()))
            .findFirst()
            .orElseThrow();
    try (ObjectStore store = provider.open(settings)) {
      store
          .list("", Optional.empty(), 10, Purpose.OPEN)
          .objects()
          .forEach(object -> System.out.println("listed " + object.name()));
    } catch (StoreException e) {
      System.out.println("failed " + e.kind() + " " + e.getMessage());
    }
  }
}

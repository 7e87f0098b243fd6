package io.keepsake.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each plugin's directory as modules: none split, doubled or missing. */
final class PluginDirectoriesTest {

  @TempDir private static Path directory;
  private static Unpacked unpacked;

  @BeforeAll
  static void unpack() throws Exception {
    unpacked = Unpacked.into(directory);
  }

  static List<String> plugins() throws IOException {
    try (Stream<Path> children = Files.list(unpacked.plugins())) {
      return children.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("plugins")
  void noModuleConflicts(String plugin) throws Exception {
    Outcome outcome = java(plugin, "--validate-modules");
    assertEquals(0, outcome.code(), outcome.out() + outcome.err());
  }

  @ParameterizedTest
  @MethodSource("plugins")
  void noModuleIsMissing(String plugin) throws Exception {
    Outcome outcome =
        java(
            plugin,
            "--add-modules=ALL-SYSTEM,ALL-MODULE-PATH",
            "--dry-run",
            "-m",
            "io.keepsake.cli/io.keepsake.cli.Keepsake");
    assertEquals(0, outcome.code(), outcome.out() + outcome.err());
  }

  private Outcome java(String plugin, String... options) throws Exception {
    String[] arguments =
        Stream.concat(
                Stream.of("-p", unpacked.plugins().resolve(plugin).toString()), Stream.of(options))
            .toArray(String[]::new);
    return unpacked.run(unpacked.home().resolve("runtime/bin/java"), Map.of(), arguments);
  }
}

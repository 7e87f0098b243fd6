package io.keepsake.cli.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.plugin.PluginDescription;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.probe.CheckReport;
import io.keepsake.core.probe.CheckResult.Outcome;
import io.keepsake.core.probe.StoreProbes;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.storage.ObjectStoreContract;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide's provider, built, dropped into a directory of plugins as a lone jar, and tried. */
final class ProviderGuideTest extends ObjectStoreContract {

  @TempDir private static Path directory;
  private static Plugins plugins;

  @BeforeAll
  static void buildAndInstall() throws IOException {
    ExampleProject project = new ExampleProject(directory);
    project.pack(directory.resolve("plugins/shoebox.jar"));
    project.compileTests();
    plugins = Plugins.load(directory.resolve("plugins"));
  }

  @Override
  protected ObjectStore open(String place) throws StoreException {
    return plugins.storage("shoebox").orElseThrow().open(settings(place));
  }

  private static StoreSettings settings(String place) {
    return new StoreSettings(
        "box", URI.create("shoebox://" + directory.resolve(place).toUri().getRawPath()), Map.of());
  }

  @Test
  void isAPluginOfItsOwn() {
    PluginDescription plugin =
        plugins.descriptions().stream()
            .filter(each -> each.name().equals("shoebox.jar") || each.name().equals("shoebox"))
            .findFirst()
            .orElseThrow();
    assertEquals(Set.of("shoebox"), Set.copyOf(plugin.schemes()));
    assertTrue(plugin.problem().isEmpty(), plugin::toString);
  }

  @Test
  void passesTheCheckThatUsersRun() throws StoreException {
    CheckReport report = new StoreProbes(plugins).check(settings("checked"), 1 << 20, _ -> {});
    assertEquals(0, report.count(Outcome.FAILED) + report.count(Outcome.BROKEN), report::toString);
  }
}

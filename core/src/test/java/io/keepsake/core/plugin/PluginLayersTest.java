package io.keepsake.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ObjectStoreProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that work, each in its layer. */
class PluginLayersTest {

  @TempDir private Path scratch;

  private Path directory = Path.of("");

  @BeforeEach
  void directory() {
    directory = scratch.resolve("plugins");
  }

  private PluginWorkshop workshop() {
    return new PluginWorkshop(scratch);
  }

  private static ObjectStoreProvider plugged(Plugins plugins, String scheme) {
    ObjectStoreProvider provider =
        plugins.storage(scheme).orElseThrow(() -> new AssertionError(plugins.problems()));
    return ((ContextStoreProvider) provider).provider();
  }

  @Test
  void aPluginLivesInALayerOfItsOwnUnderCore() throws Exception {
    workshop()
        .jar(directory.resolve("one/one.jar"), Sources.module("one"), Sources.provider("one", "x"));
    Plugins plugins = Plugins.load(directory);

    Module module = plugged(plugins, "x").getClass().getModule();

    assertEquals("one", module.getName());
    assertNotSame(Plugins.class.getModule().getLayer(), module.getLayer());
    assertEquals(Set.of(module), module.getLayer().modules());
    assertEquals(List.of(Plugins.class.getModule().getLayer()), module.getLayer().parents());
    assertEquals(Set.of("x"), plugins.storage("x").orElseThrow().schemes());
    assertEquals(List.of(), plugins.problems());
  }

  @Test
  void aProviderIsMadeOnce() throws Exception {
    workshop()
        .jar(directory.resolve("one/one.jar"), Sources.module("one"), Sources.provider("one", "x"));
    Plugins plugins = Plugins.load(directory);

    assertSame(plugged(plugins, "x"), plugged(plugins, "x"));
  }

  @Test
  void librariesMayShareTheBeginningOfTheirPackageNames() throws Exception {
    Path one =
        workshop()
            .jar(
                directory.resolve("plugin/one.jar"),
                "module one { exports org.example.one; }",
                Sources.library("org.example.one", "one"));
    Path two =
        workshop()
            .jar(
                directory.resolve("plugin/two.jar"),
                "module two { exports org.example.two; }",
                Sources.library("org.example.two", "two"));
    String text = "org.example.one.Library.text() + org.example.two.Library.text()";
    workshop()
        .with(one)
        .with(two)
        .jar(
            directory.resolve("plugin/plugin.jar"),
            Sources.module("plugin", "requires one;", "requires two;"),
            Sources.provider("plugin", "x", text));

    assertEquals("onetwo", plugged(Plugins.load(directory), "x").name());
  }

  @Test
  void pluginsWithDifferentVersionsOfOneLibraryBothWork() throws Exception {
    for (String name : List.of("one", "two")) {
      Path jar =
          workshop()
              .jar(
                  directory.resolve(name + "/library.jar"),
                  "module library { exports library; }",
                  Sources.library("library", "the library of " + name));
      workshop()
          .with(jar)
          .jar(
              directory.resolve(name + "/plugin.jar"),
              Sources.module(name, "requires library;"),
              Sources.provider(name, name, "library.Library.text()"));
    }
    Plugins plugins = Plugins.load(directory);

    assertEquals("the library of one", plugged(plugins, "one").name());
    assertEquals("the library of two", plugged(plugins, "two").name());
    assertEquals(List.of(), plugins.problems());
  }

  @Test
  void whatTheHostHasIsTheHosts() throws Exception {
    Path shared =
        Launch.host().stream()
            .filter(p -> p.toString().contains("slf4j"))
            .findFirst()
            .orElseThrow();
    PluginWorkshop.copy(directory.resolve("one"), shared);
    workshop()
        .jar(
            directory.resolve("one/one.jar"),
            Sources.module("one", "requires org.slf4j;"),
            Sources.provider("one", "x", "org.slf4j.Logger.class.getModule().getLayer() + \"\""));

    Plugins plugins = Plugins.load(directory);

    assertEquals(
        org.slf4j.Logger.class.getModule().getLayer().toString(), plugged(plugins, "x").name());
  }

  @Test
  void aJarWithoutModuleDescriptorFindsWhatOnlyItNeeds() throws Exception {
    Path library =
        workshop()
            .jar(
                directory.resolve("one/library.jar"),
                "module library { exports library; }",
                Sources.library("library", "found"));
    workshop()
        .with(library)
        .jar(
            directory.resolve("one/plugin.jar"),
            Sources.provider("one", "x", "library.Library.text()"));

    assertEquals("found", plugged(Plugins.load(directory), "x").name());
  }

  @Test
  void aPluginFindsItsResources() throws Exception {
    String list = "/META-INF/services/" + ObjectStoreProvider.class.getName();
    workshop()
        .jar(
            directory.resolve("a plugin/one.jar"),
            Sources.module("one"),
            Sources.provider(
                "one",
                "x",
                "read()",
                """
                static String read() {
                  try (var in = Provider.class.getResource("%s").openStream();
                      var same = Provider.class.getResourceAsStream("%s")) {
                    return new String(in.readAllBytes()) + " " + new String(same.readAllBytes());
                  } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                }
                """
                    .formatted(list, list)));

    assertEquals("one.Provider one.Provider", plugged(Plugins.load(directory), "x").name());
  }

  @Test
  void aLoneJarIsAPlugin() throws Exception {
    workshop()
        .jar(directory.resolve("foo.jar"), Sources.module("foo"), Sources.provider("foo", "x"));
    workshop()
        .jar(directory.resolve("bar.jar"), Sources.module("bar"), Sources.provider("bar", "y"));
    Files.writeString(directory.resolve("README.txt"), "not a plugin");
    Plugins plugins = Plugins.load(directory);

    assertNotSame(
        plugged(plugins, "x").getClass().getModule().getLayer(),
        plugged(plugins, "y").getClass().getModule().getLayer());
    assertEquals(
        List.of("bar.jar", "foo.jar"),
        plugins.descriptions().stream().map(PluginDescription::name).toList());
  }

  @Test
  void ofTwoThatOfferTheSameTheFirstByNameWins() throws Exception {
    for (String name : List.of("two", "one")) {
      workshop()
          .jar(
              directory.resolve(name + "/plugin.jar"),
              Sources.module(name),
              Sources.provider(name, "x"));
    }

    Module module = plugged(Plugins.load(directory), "x").getClass().getModule();

    assertEquals("one", module.getName());
  }

  @Test
  void aDescriptionTellsWhatAPluginIs() throws Exception {
    Path jar =
        workshop()
            .attribute("Implementation-Version", "1.2.3")
            .jar(
                directory.resolve("one/one.jar"),
                Sources.module("one"),
                Sources.provider("one", "x"));

    PluginDescription one = Plugins.load(directory).descriptions().getFirst();

    assertEquals("one", one.name());
    assertEquals(Optional.of(jar.getParent()), one.path());
    assertEquals(Optional.of("one"), one.module());
    assertEquals(Optional.of("1.2.3"), one.version());
    assertEquals(Set.of("x"), one.schemes());
    assertEquals(Set.of(), one.suites());
    assertEquals(Optional.empty(), one.problem());
  }

  @Test
  void aMissingDirectoryHoldsNoPlugins() {
    Plugins plugins = Plugins.load(scratch.resolve("nothing"));

    assertTrue(plugins.storage("x").isEmpty());
    assertEquals(List.of(), plugins.descriptions());
    assertEquals(List.of(), plugins.problems());
  }
}

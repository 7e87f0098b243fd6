package io.keepsake.cli.guide;

import java.io.File;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where this build has the modules that the guide to embedding tells to use. */
final class GuideModules {

  private static final Set<String> NAMES =
      Set.of(
          "io.keepsake.core",
          "io.keepsake.crypto.tink",
          "io.keepsake.provider.local",
          "com.github.luben.zstd_jni",
          "org.slf4j",
          "tools.jackson.core",
          "com.google.crypto.tink",
          "com.google.gson",
          "org.bouncycastle.provider");

  private GuideModules() {}

  /** Their jars or directories, which this test itself runs on. */
  static List<Path> paths() {
    List<Path> paths =
        Stream.of("jdk.module.path", "java.class.path")
            .map(property -> System.getProperty(property, ""))
            .flatMap(path -> Stream.of(path.split(File.pathSeparator)))
            .filter(entry -> !entry.isEmpty())
            .map(Path::of)
            .filter(Files::exists)
            .filter(GuideModules::isOneOfThem)
            .distinct()
            .toList();
    if (paths.size() != NAMES.size()) {
      throw new IllegalStateException("Of " + NAMES + " only these were found: " + paths);
    }
    return paths;
  }

  private static boolean isOneOfThem(Path path) {
    return ModuleFinder.of(path).findAll().stream()
        .map(ModuleReference::descriptor)
        .anyMatch(module -> NAMES.contains(module.name()));
  }
}

package io.keepsake.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compiles and packs jars as the author of a plugin would. */
final class PluginWorkshop {

  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern TYPE = Pattern.compile("(?m)^public [a-z ]*?class (\\w+)");

  private final Path scratch;
  private final Manifest manifest = new Manifest();
  private final List<Path> libraries = new ArrayList<>();

  PluginWorkshop(Path scratch) {
    this.scratch = scratch;
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
  }

  /** What the jar is compiled against, beside core. */
  PluginWorkshop with(Path library) {
    libraries.add(library);
    return this;
  }

  PluginWorkshop attribute(String name, String value) {
    manifest.getMainAttributes().putValue(name, value);
    return this;
  }

  /**
   * Packs these sources into the jar; a module if one of them is its declaration. Directories are
   * entries too, as the jar tool and Maven make them.
   */
  Path jar(Path jar, String... sources) throws IOException {
    Path classes = compile(sources);
    Files.createDirectories(jar.getParent());
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        Stream<Path> tree = Files.walk(classes)) {
      for (Path path : tree.filter(path -> !path.equals(classes)).sorted().toList()) {
        boolean directory = Files.isDirectory(path);
        out.putNextEntry(new JarEntry(classes.relativize(path) + (directory ? "/" : "")));
        if (!directory) {
          Files.copy(path, out);
        }
      }
    }
    return jar;
  }

  /** Compiles these sources; lists the providers among them for a class path too. */
  Path compile(String... sources) throws IOException {
    Path work = Files.createTempDirectory(scratch, "work");
    Path classes = Files.createDirectories(work.resolve("classes"));
    List<String> files = new ArrayList<>();
    boolean modular = false;
    for (String source : sources) {
      Path file = work.resolve(fileName(source));
      Files.createDirectories(file.getParent());
      files.add(Files.writeString(file, source).toString());
      modular |= isModule(source);
      listProvider(classes, source);
    }
    String path =
        Stream.concat(Launch.host().stream(), libraries.stream())
            .map(Path::toString)
            .collect(Collectors.joining(System.getProperty("path.separator")));
    List<String> arguments =
        new ArrayList<>(List.of("-nowarn", "-d", classes.toString(), modular ? "-p" : "-cp", path));
    arguments.addAll(files);
    StringWriter said = new StringWriter();
    PrintWriter printer = new PrintWriter(said);
    int code =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(printer, printer, arguments.toArray(String[]::new));
    assertEquals(0, code, said.toString());
    return classes;
  }

  private static boolean isModule(String source) {
    return source.startsWith("module ");
  }

  private static String fileName(String source) {
    return isModule(source) ? "module-info.java" : className(source).replace('.', '/') + ".java";
  }

  private static String className(String source) {
    return group(PACKAGE, source) + "." + group(TYPE, source);
  }

  private static String group(Pattern pattern, String source) {
    Matcher matcher = pattern.matcher(source);
    return matcher.results().findFirst().orElseThrow().group(1);
  }

  private static void listProvider(Path classes, String source) throws IOException {
    for (Spi<?> spi : Spi.ALL) {
      if (source.contains(" implements " + spi.type().getSimpleName() + " ")) {
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve(spi.type().getName()), className(source));
      }
    }
  }

  /** All jars of this list are in the directory, copied. */
  static void copy(Path directory, Path... jars) throws IOException {
    Files.createDirectories(directory);
    for (Path jar : Arrays.asList(jars)) {
      Files.copy(jar, directory.resolve(jar.getFileName()));
    }
  }
}

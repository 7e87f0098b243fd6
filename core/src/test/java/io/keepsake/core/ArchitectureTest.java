package io.keepsake.core;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.Architectures;
import io.keepsake.core.spi.storage.ObjectStore;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The one way in which core's packages depend on each other, and the rules of its source. */
class ArchitectureTest {

  private static final String ROOT = "io.keepsake.core.";
  private static final String ALL = "io.keepsake.core..";
  private static final Path SOURCES = Path.of("src/main/java");

  /** From top to bottom: a package may use those of its own line and of the lines below. */
  private static final List<String> LAYERS =
      List.of(
          "vault",
          "backup restore verify repair reindex drill audit prune",
          "source target chunk pack index snapshot seal keys repository",
          "format",
          "replicate",
          "failover",
          "placement retention store probe",
          "plugin",
          "posix",
          "watch",
          "spi event");

  private static final JavaClasses CORE = new ClassFileImporter().importPath("target/classes");

  private static String[] packages(String names) {
    return Arrays.stream(names.split(" ")).map(name -> ROOT + name + "..").toArray(String[]::new);
  }

  /** Every other rule would hold for no classes too. */
  @Test
  void everyClassIsRead() throws IOException {
    Set<String> read =
        CORE.stream()
            .filter(JavaClass::isTopLevelClass)
            .map(JavaClass::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> written =
        sources()
            .filter(file -> !file.endsWith("module-info.java"))
            .map(file -> SOURCES.relativize(file).toString())
            .map(file -> file.replace(".java", "").replace(File.separatorChar, '.'))
            .collect(Collectors.toCollection(TreeSet::new));
    written.removeAll(read);
    assertEquals(Set.of(), written, "not among the class files");
  }

  @Test
  void everyPackageHasItsLayer() {
    Set<String> known = Set.of(String.join(" ", LAYERS).split(" "));
    Set<String> found =
        CORE.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> name.startsWith(ROOT))
            .map(name -> name.substring(ROOT.length()).split("\\.", 2)[0])
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(known), found);
  }

  @Test
  void dependenciesPointDown() {
    Architectures.LayeredArchitecture rule =
        Architectures.layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (int i = 0; i < LAYERS.size(); i++) {
      rule = rule.layer(LAYERS.get(i)).definedBy(packages(LAYERS.get(i)));
    }
    rule = rule.whereLayer(LAYERS.getFirst()).mayNotBeAccessedByAnyLayer();
    for (int i = 1; i < LAYERS.size(); i++) {
      rule =
          rule.whereLayer(LAYERS.get(i))
              .mayOnlyBeAccessedByLayers(LAYERS.subList(0, i).toArray(String[]::new));
    }
    rule.because("data flows one way, and so a part can be understood by what lies below it")
        .check(CORE);
  }

  @Test
  void pipelinesStandAlone() {
    for (String pipeline : LAYERS.get(1).split(" ", -1)) {
      noClasses()
          .that(resideOutsideOfPackages(ROOT + pipeline + "..", ROOT + "vault.."))
          .should()
          .dependOnClassesThat(resideInAPackage(ROOT + pipeline + ".."))
          .because("only the vault joins pipelines, and what two of them need is a stage")
          .check(CORE);
    }
  }

  @Test
  void fewTouchAnObjectStore() {
    noClasses()
        .that(
            resideOutsideOfPackages(
                packages(
                    "store probe failover replicate repository vault verify repair plugin"
                        + " spi.storage")))
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ObjectStore.class)
        .because(
            "writing goes to all stores through replicate; repository reads what was written,"
                + " verify and probe ask each store for itself, repair writes to those that lack a"
                + " copy, vault opens and closes them and plugin wraps them")
        .check(CORE);
  }

  @Test
  void interfacesDependOnNothingElse() {
    noClasses()
        .that(resideInAPackage(ROOT + "spi.."))
        .should()
        .dependOnClassesThat(resideInAPackage(ALL).and(resideOutsideOfPackages(ROOT + "spi..")))
        .because("a plugin is compiled against them alone")
        .check(CORE);
  }

  @Test
  void placementDecidesAndDoesNothing() {
    noClasses()
        .that(resideInAPackage(ROOT + "placement.."))
        .should()
        .dependOnClassesThat(
            resideOutsideOfPackages(ROOT + "placement..", "java.lang..", "java.util..")
                .and(resideOutsideOfPackages("org.jspecify..")))
        .because("a decision that has no side effects can be tried on every situation there is")
        .check(CORE);
  }

  @Test
  void retentionDecidesAndDoesNothing() {
    noClasses()
        .that(resideInAPackage(ROOT + "retention.."))
        .should()
        .dependOnClassesThat(
            resideOutsideOfPackages(
                    ROOT + "retention..", "java.lang..", "java.util..", "java.time..")
                .and(resideOutsideOfPackages("org.jspecify..")))
        .because("what is deleted by it can be tried on every history there is")
        .check(CORE);
  }

  @Test
  void eventsDependOnNothingElse() {
    noClasses()
        .that(resideInAPackage(ROOT + "event.."))
        .should()
        .dependOnClassesThat(
            resideInAPackage(ALL).and(resideOutsideOfPackages(packages("event spi.source"))))
        .because("whoever listens needs no more of core; events name entries as sources do")
        .check(CORE);
  }

  @Test
  void noCycles() {
    slices().matching("io.keepsake.core.(**)").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void namesSayWhatAClassIs() {
    classes()
        .should()
        .haveNameNotMatching(".*(Impl|Manager|Helper|Utils?)(\\$.*)?")
        .because("these words fit every class, so they tell nothing of this one")
        .check(CORE);
  }

  @Test
  void sourceFilesAreSmall() throws IOException {
    List<String> large = new ArrayList<>();
    for (Path file : sources().toList()) {
      int lines = Files.readAllLines(file).size();
      if (lines > 400) {
        large.add(file + " has " + lines + " lines");
      }
    }
    assertEquals(List.of(), large);
  }

  @Test
  void everyPackageIsNullMarked() throws IOException {
    Set<Path> directories = sources().map(Path::getParent).collect(Collectors.toSet());
    directories.remove(SOURCES);
    assertFalse(directories.isEmpty());
    for (Path directory : directories) {
      Path info = directory.resolve("package-info.java");
      assertTrue(Files.exists(info), () -> info + " is missing");
      assertTrue(Files.readString(info).contains("\n@NullMarked\n"), info::toString);
    }
  }

  private static Stream<Path> sources() throws IOException {
    try (Stream<Path> tree = Files.walk(SOURCES)) {
      return tree.filter(file -> file.toString().endsWith(".java")).toList().stream();
    }
  }
}

package io.keepsake.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the archive says is in it is what is in it. */
final class BillOfMaterialsTest {

  /** Linked into the Java runtime. */
  private static final Set<String> LINKED =
      Set.of("jackson-core", "picocli", "slf4j-api", "slf4j-jdk14", "snakeyaml-engine", "zstd-jni");

  /** Packed anew, without what a module must not have. */
  private static final Set<String> REPACKED =
      Set.of("angus-mail", "commons-io", "commons-lang3", "commons-vfs2");

  @TempDir private static Path directory;
  private static Unpacked unpacked;

  @BeforeAll
  static void unpack() throws Exception {
    unpacked = Unpacked.into(directory);
  }

  @Test
  void everyLibraryIsInItWithItsHash() throws Exception {
    Map<String, String> shipped = shippedLibraries();
    Map<String, String> listed = new TreeMap<>();
    Set<String> elsewhere = new TreeSet<>();
    for (JsonNode component : bill().path("components")) {
      if (component.path("group").asString().equals("io.keepsake")) {
        continue;
      }
      String hash = sha256(component);
      if (shipped.containsKey(hash)) {
        listed.put(hash, component.path("name").asString());
      } else {
        elsewhere.add(component.path("name").asString());
      }
      assertFalse(component.path("licenses").isEmpty(), component.path("purl").asString());
    }
    Map<String, String> missing = new TreeMap<>(shipped);
    missing.keySet().removeAll(listed.keySet());
    assertEquals(Map.of(), missing, "libraries that are shipped and not listed");
    Set<String> known = new TreeSet<>(LINKED);
    known.addAll(REPACKED);
    assertEquals(known, elsewhere, "listed, and in no plugin");
  }

  @Test
  void theListOfLicencesNamesEveryLibrary() throws Exception {
    String licences = Files.readString(unpacked.home().resolve("share/licences/THIRD-PARTY.txt"));
    for (JsonNode component : bill().path("components")) {
      String name = component.path("group").asString() + ":" + component.path("name").asString();
      assertTrue(name.startsWith("io.keepsake:") || licences.contains("(" + name + ":"), name);
    }
  }

  private static JsonNode bill() throws IOException {
    assumeFalse(
        System.getProperty("keepsake.build", "").contains("=true"),
        "there is no bill of materials after 'mvn -o' or -Dchecks.skip");
    Path file = unpacked.home().resolve("share/licences/keepsake.cdx.json");
    return JsonMapper.shared().readTree(Files.readString(file));
  }

  private static String sha256(JsonNode component) {
    for (JsonNode hash : component.path("hashes")) {
      if (hash.path("alg").asString().equals("SHA-256")) {
        return hash.path("content").asString();
      }
    }
    return "";
  }

  /** Names of the jars in the plugins that are not ours, by their hashes. */
  private static Map<String, String> shippedLibraries() throws Exception {
    Map<String, String> shipped = new TreeMap<>();
    try (Stream<Path> files = Files.walk(unpacked.plugins())) {
      for (Path file : files.filter(path -> path.toString().endsWith(".jar")).toList()) {
        String name = String.valueOf(file.getFileName());
        if (!name.startsWith("keepsake-")) {
          byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
          shipped.put(HexFormat.of().formatHex(hash), name);
        }
      }
    }
    assertTrue(shipped.size() > 80, () -> "shipped libraries: " + shipped.values());
    return shipped;
  }
}

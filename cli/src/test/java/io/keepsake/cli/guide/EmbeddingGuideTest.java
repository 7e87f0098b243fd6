package io.keepsake.cli.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Takes the program out of the guide to embedding, compiles it and runs it in a new JVM. */
class EmbeddingGuideTest {

  private static final Path GUIDE = Path.of("..", "docs", "guides", "embedding.md");
  private static final Pattern JAVA_BLOCK = Pattern.compile("(?ms)^```java\n(.*?)^```$");
  private static final String LIBRARIES =
      String.join(File.pathSeparator, GuideModules.paths().stream().map(Path::toString).toList());

  private static final String PROGRAM = "src/example/Embedding.java";

  @TempDir private Path directory;
  private Path album;
  private byte[] photograph;

  @BeforeEach
  void writeProgramAndAlbum() throws IOException {
    List<String> blocks =
        JAVA_BLOCK
            .matcher(Files.readString(GUIDE))
            .results()
            .map((MatchResult block) -> block.group(1))
            .toList();
    assertEquals(2, blocks.size(), "The guide has a program and a module descriptor");
    Files.createDirectories(directory.resolve("src/example"));
    Files.writeString(directory.resolve(PROGRAM), blocks.get(0));
    Files.writeString(directory.resolve("src/module-info.java"), blocks.get(1));

    Files.createDirectories(directory.resolve("stores"));
    album = Files.createDirectories(directory.resolve("album/ceremony")).getParent();
    photograph = new byte[3_000_000];
    new Random(1).nextBytes(photograph);
    Files.write(album.resolve("ceremony/rings.jpg"), photograph);
    Files.writeString(album.resolve("list.txt"), "flowers\n");
    Files.writeString(album.resolve("upload.tmp"), "left out");
  }

  @Test
  void runsOnTheModulePath() throws IOException, InterruptedException {
    run(tool("javac"), List.of("-p", LIBRARIES, "-d", "classes", "src/module-info.java", PROGRAM));
    String path = "classes" + File.pathSeparator + LIBRARIES;
    checkRun(
        List.of(
            "--enable-native-access=io.keepsake.core,com.github.luben.zstd_jni",
            "-p",
            path,
            "-m",
            "example/example.Embedding"));
  }

  @Test
  void runsOnTheClassPath() throws IOException, InterruptedException {
    run(tool("javac"), List.of("-cp", LIBRARIES, "-d", "classes", PROGRAM));
    String path = "classes" + File.pathSeparator + LIBRARIES;
    checkRun(List.of("--enable-native-access=ALL-UNNAMED", "-cp", path, "example.Embedding"));
  }

  /** Twice: the first run makes the vault, the second one opens it. */
  private void checkRun(List<String> program) throws IOException, InterruptedException {
    List<String> first = run(tool("java"), withArguments(program, "target1"));
    assertEquals(3, first.size(), () -> "two snapshots and a result: " + first);
    assertTrue(first.get(0).endsWith("[" + album + "] in [disk1, disk2]"), first.get(0));
    assertTrue(first.get(1).endsWith("[/guests.txt] in [disk1, disk2]"), first.get(1));
    assertTrue(first.get(2).endsWith(" 0 problems"), first.get(2));
    checkRestored(directory.resolve("target1"));

    List<String> second = run(tool("java"), withArguments(program, "target2"));
    assertEquals(5, second.size(), () -> "four snapshots and a result: " + second);
    assertEquals(first.subList(0, 2), second.subList(0, 2));
    checkRestored(directory.resolve("target2"));
  }

  private List<String> withArguments(List<String> program, String target) {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("album", "stores", target));
    return command;
  }

  private void checkRestored(Path target) throws IOException {
    Path restored = target.resolve(album.getRoot().relativize(album));
    assertArrayEquals(photograph, Files.readAllBytes(restored.resolve("ceremony/rings.jpg")));
    assertEquals("flowers\n", Files.readString(restored.resolve("list.txt")));
    assertFalse(Files.exists(restored.resolve("upload.tmp")), "was excluded");
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  /** Runs a command in the test's directory; answers the lines it prints. */
  private List<String> run(String tool, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(tool));
    command.addAll(arguments);
    Path errors = directory.resolve("errors.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectError(errors.toFile());
    builder.environment().put("ALBUM_PASSPHRASE", "correct horse battery staple");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(5, TimeUnit.MINUTES), "still running");
    assertEquals(0, process.exitValue(), () -> command + "\n" + read(errors));
    return output.lines().toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}

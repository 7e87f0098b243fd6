package io.keepsake.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own: signals and closed pipes. */
final class ProcessTest {

  @TempDir Path directory;

  private static String java() {
    String path =
        System.getProperty("jdk.module.path", "") + ":" + System.getProperty("java.class.path");
    return Path.of(System.getProperty("java.home"), "bin", "java")
        + " -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp '"
        + path
        + "' io.keepsake.cli.Keepsake ";
  }

  private Process start(String script) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", script);
    builder.directory(directory.toFile());
    builder.redirectErrorStream(true);
    builder.environment().put("KEEPSAKE_PASSPHRASE", "with this ring");
    return builder.start();
  }

  private String output(Process process, int code) throws IOException, InterruptedException {
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the process ends");
    assertEquals(code, process.exitValue(), text);
    return text;
  }

  @Test
  void aReaderThatGoesAwayIsNoError() throws Exception {
    Process process = start(java() + "completion bash | head -n 1; exit ${PIPESTATUS[0]}");
    assertEquals(1, output(process, 0).lines().count(), "nothing but the first line");
  }

  @Test
  void aFullDiskIsAnError() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")), "SKIPPED: there is no /dev/full");
    String text = output(start(java() + "completion bash > /dev/full"), 1);
    assertTrue(text.startsWith("keepsake: The output could not be written"), text);
  }

  @Test
  void interruptsLeaveAValidVault() throws Exception {
    output(start(java() + "init --to disk1"), 0);
    Process backup = start("exec " + java() + "backup --stdin --name endless --to disk1");
    OutputStream pipe = backup.getOutputStream();
    byte[] block = new byte[1 << 20];
    for (int i = 0; i < 8; i++) {
      Arrays.fill(block, (byte) i);
      pipe.write(block);
    }
    pipe.flush();
    signal(backup);
    String text = output(backup, 130);
    assertTrue(text.startsWith("keepsake: "), text);
    assertEquals(1, text.lines().count(), text);
    assertEquals("no snapshots\n", output(start(java() + "snapshots --to disk1"), 0));
    assertTrue(output(start(java() + "verify --to disk1"), 0).contains("no damage"));
  }

  private static void signal(Process process) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", "-INT"));
    command.add(String.valueOf(process.pid()));
    assertEquals(0, new ProcessBuilder(command).start().waitFor());
  }
}

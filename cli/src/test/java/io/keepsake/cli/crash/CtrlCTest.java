package io.keepsake.cli.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program, interrupted by a signal when it has stored a pack and waits for more to read. */
final class CtrlCTest {

  /** MiB: a pack, what the reader holds back until it can cut it, and some. */
  private static final int MORE_THAN_A_PACK = 48;

  @TempDir(factory = MemoryDirectory.class)
  Path directory;

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void endsWithItsOwnCodeAndLeavesAValidVault() throws Exception {
    Files.write(directory.resolve("key"), new byte[32]);
    Files.writeString(directory.resolve("note"), "with this ring");
    end(start("init"), 0);
    end(start("backup", "note"), 0);
    CrashVault vault = new CrashVault(directory);
    int before = vault.objects("b").size();
    Process backup = start("backup", "--stdin", "--name", "endless");
    OutputStream pipe = backup.getOutputStream();
    SplittableRandom random = new SplittableRandom(7);
    byte[] block = new byte[1 << 20];
    for (int i = 0; i < MORE_THAN_A_PACK; i++) {
      random.nextBytes(block);
      pipe.write(block);
    }
    pipe.flush();
    while (backup.isAlive() && vault.objects("b").size() == before) {
      Thread.onSpinWait();
    }
    assertEquals(
        0, new ProcessBuilder("kill", "-INT", String.valueOf(backup.pid())).start().waitFor());
    String text = end(backup, 130);
    assertTrue(text.contains("Interrupted"), text);
    assertEquals(1, end(start("snapshots", "--json"), 0).split("\"roots\"", -1).length - 1);
    end(start("verify", "--data"), 0);
    end(start("backup", "note"), 0);
  }

  private Process start(String verb, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                ForkedProcess.classPath(),
                "io.keepsake.cli.Keepsake",
                verb));
    command.addAll(List.of("--to", "a", "--to", "b", "--key-file", "key"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .start();
  }

  private static String end(Process process, int code) throws IOException, InterruptedException {
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(code, process.waitFor(), text);
    return text;
  }
}

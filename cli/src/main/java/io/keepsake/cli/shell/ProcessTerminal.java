package io.keepsake.cli.shell;

import java.io.Console;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The terminal of this process. Java's own console is there only while neither standard input nor
 * output is redirected; {@code /dev/tty} is there in {@code pg_dump | keepsake backup --stdin} too.
 */
@SuppressWarnings("SystemConsoleNull") // Java 25 answers null again where streams are redirected
public final class ProcessTerminal implements Terminal {

  private static final File TTY = new File("/dev/tty");
  private static final int LONGEST_LINE = 4096;

  private volatile boolean asking;

  /** Whether somebody is being asked for something just now. */
  public boolean isAsking() {
    return asking;
  }

  @Override
  public boolean showsErrors() {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      // No /proc: the console is the next best sign.
      Console console = System.console();
      return console != null && console.isTerminal();
    }
  }

  @Override
  public Optional<char[]> askHidden(String prompt) {
    asking = true;
    try {
      return ask(prompt);
    } finally {
      asking = false;
    }
  }

  private static Optional<char[]> ask(String prompt) {
    Console console = System.console();
    if (console != null && console.isTerminal()) {
      return Optional.ofNullable(console.readPassword("%s", prompt));
    }
    try (OutputStream out = new FileOutputStream(TTY);
        InputStream in = new FileInputStream(TTY)) {
      out.write(prompt.getBytes(StandardCharsets.UTF_8));
      return readHidden(in, out);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<char[]> readHidden(InputStream in, OutputStream out) throws IOException {
    Thread restore = new Thread(() -> echo("echo"), "keepsake-echo");
    Runtime.getRuntime().addShutdownHook(restore);
    try {
      if (!echo("-echo")) {
        return Optional.empty();
      }
      return readLine(in);
    } finally {
      echo("echo");
      out.write('\n');
      removeHook(restore);
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // Shutting down: the hook has run.
    }
  }

  /** Switches whether the terminal shows what is typed. */
  private static boolean echo(String setting) {
    try {
      Process stty =
          new ProcessBuilder("stty", setting)
              .redirectInput(TTY)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return stty.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Optional<char[]> readLine(InputStream in) throws IOException {
    byte[] line = new byte[LONGEST_LINE];
    int length = 0;
    int next = in.read();
    while (next >= 0 && next != '\n' && length < LONGEST_LINE) {
      line[length++] = (byte) next;
      next = in.read();
    }
    if (next < 0 && length == 0) {
      return Optional.empty();
    }
    CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(line, 0, length));
    char[] typed = new char[decoded.remaining()];
    decoded.get(typed);
    Arrays.fill(line, (byte) 0);
    if (decoded.hasArray()) {
      Arrays.fill(decoded.array(), '\0');
    }
    return Optional.of(typed);
  }
}

package io.keepsake.cli;

import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the program in this process and keeps what it printed. */
public final class TestShell {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private final Path directory;
  private InputStream in = InputStream.nullInputStream();
  private Terminal terminal = Terminal.NONE;

  /** A shell in this directory, with an empty environment, in which it is the home of settings. */
  public TestShell(Path directory) {
    this.directory = directory;
    environment.put("XDG_CONFIG_HOME", directory.resolve("no-config").toString());
    environment.put("XDG_STATE_HOME", directory.resolve("state").toString());
  }

  /** Sets a variable. */
  public TestShell with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Sets standard input. */
  public TestShell input(byte[] content) {
    in = new ByteArrayInputStream(content);
    return this;
  }

  /** Lets a user type these answers. */
  public TestShell typing(String... answers) {
    ArrayDeque<String> left = new ArrayDeque<>(List.of(answers));
    terminal =
        new Terminal() {
          @Override
          public boolean showsErrors() {
            return false;
          }

          @Override
          public Optional<char[]> askHidden(String prompt) {
            return Optional.ofNullable(left.poll()).map(String::toCharArray);
          }
        };
    return this;
  }

  /** Runs the program; returns its exit code. What an earlier run printed is forgotten. */
  public int run(String... args) {
    out.reset();
    err.reset();
    return Keepsake.run(args, shell());
  }

  /** The shell itself. */
  public Shell shell() {
    return new Shell(in, out, err, environment, directory, terminal);
  }

  /** What was printed on standard output. */
  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What was printed on standard error. */
  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}

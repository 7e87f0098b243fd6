package io.keepsake.cli;

import io.keepsake.cli.output.Messages;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Failure;
import io.keepsake.cli.shell.Interrupts;
import io.keepsake.cli.shell.ProcessTerminal;
import io.keepsake.cli.shell.Shell;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs the program as a process of its own: real streams, Ctrl-C, logging settings. */
final class ProcessRun {

  private static final String LOGGING = "java.util.logging.config.file";

  private ProcessRun() {}

  static int run(String[] args) {
    ProcessTerminal terminal = new ProcessTerminal();
    Shell shell =
        new Shell(
            // A channel, because a read from it can be interrupted.
            Channels.newInputStream(new FileInputStream(FileDescriptor.in).getChannel()),
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            System.getenv(),
            Path.of("").toAbsolutePath(),
            terminal);
    Messages messages = new Messages(shell.err());
    Runnable tooLate =
        () -> messages.error("Interrupted in the middle of something slow. The vault is valid.");
    try (Interrupts interrupts =
        Interrupts.watch(terminal::isAsking, tooLate, ProcessEnd::wellAfterSignal)) {
      nameLoggingFile();
      int code = Keepsake.run(args, shell);
      if (code == ExitCode.DONE.number()) {
        interrupts.well();
      }
      return code;
    } catch (RuntimeException | Error e) {
      Failure failure = Failure.of(e);
      messages.error(failure.message());
      return failure.code().number();
    }
  }

  /** Tells where the logging settings are; nothing reads them unless something logs. */
  private static void nameLoggingFile() {
    String home = System.getProperty("keepsake.home");
    if (home != null && System.getProperty(LOGGING) == null) {
      Path file = Path.of(home, "conf", "logging.properties");
      if (Files.exists(file)) {
        System.setProperty(LOGGING, file.toString());
      }
    }
  }
}

package io.keepsake.cli;

import io.keepsake.cli.output.Messages;
import io.keepsake.cli.shell.Failure;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.Terminal;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.file.Path;

/** Runs the program as a process of its own: real streams, Ctrl-C. */
final class ProcessRun {

  private ProcessRun() {}

  static int run(String[] args) {
    Shell shell =
        new Shell(
            new FileInputStream(FileDescriptor.in),
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            System.getenv(),
            Path.of("").toAbsolutePath(),
            Terminal.NONE);
    try {
      return Keepsake.run(args, shell);
    } catch (RuntimeException | Error e) {
      Failure failure = Failure.of(e);
      new Messages(shell.err()).error(failure.message());
      return failure.code().number();
    }
  }
}

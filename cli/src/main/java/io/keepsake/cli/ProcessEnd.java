package io.keepsake.cli;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.keepsake.cli.shell.ExitCode;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Ends the process. A JVM that ends waits 0.3 s for every thread that is in a system call, and
 * where sockets were used one always is: it waits for news of them. So a command that used the
 * network ends by the C library's {@code _exit}, if the launcher allows it: all output has been
 * written by then, and nobody but a profiler has anything to do at the end.
 */
final class ProcessEnd {

  private static final String ALLOWED = "keepsake.exit";
  private static final String WAITS_FOR_SOCKETS = "Poller";

  private ProcessEnd() {}

  /** Ends it with an exit code. */
  static void with(int code) {
    boolean interrupted = code == ExitCode.INTERRUPTED.number(); // then hooks are at work
    if (!interrupted && "now".equals(System.getProperty(ALLOWED)) && somethingWaits()) {
      exitNow(code);
    }
    System.exit(code);
  }

  /**
   * Ends a process that was sent a signal and whose work ended well: with exit code 0, where a JVM
   * would tell of the signal. For a shutdown hook; others may not be done.
   */
  static void wellAfterSignal() {
    if ("now".equals(System.getProperty(ALLOWED))) {
      Runtime.getRuntime().halt(ExitCode.DONE.number());
    }
  }

  private static boolean somethingWaits() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().contains(WAITS_FOR_SOCKETS));
  }

  /** Returns only where the C library has no such function. */
  @SuppressWarnings("restricted") // Declares the true signature of _exit(2).
  private static void exitNow(int code) {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> function = linker.defaultLookup().find("_exit");
    if (function.isEmpty()) {
      return;
    }
    try {
      linker.downcallHandle(function.get(), FunctionDescriptor.ofVoid(JAVA_INT)).invokeExact(code);
    } catch (Throwable impossible) {
      throw new AssertionError(impossible); // A downcall throws nothing but VM errors.
    }
  }
}

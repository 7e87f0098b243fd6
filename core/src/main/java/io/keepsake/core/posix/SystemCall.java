package io.keepsake.core.posix;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The one downcall behind all system calls: the C library's {@code syscall}. One handle links at
 * once for every call, works alike in glibc and musl, and knows no structures but the kernel's.
 */
final class SystemCall {

  private static final MethodHandle SYSCALL = link();

  private SystemCall() {}

  /** Makes a call, again if a signal interrupts it. Not negative, or the negated errno. */
  static long call(long number, long a, long b, long c, long d, long e) {
    long result;
    do {
      result = once(number, a, b, c, d, e);
    } while (result == -Errno.EINTR);
    return result;
  }

  /** Makes a call that must not be repeated after a signal, such as close. */
  static long once(long number, long a, long b, long c, long d, long e) {
    MemorySegment errno = Scratch.current().errno();
    long result;
    try {
      result = (long) SYSCALL.invokeExact(errno, number, a, b, c, d, e);
    } catch (Throwable impossible) {
      throw new AssertionError(impossible); // A downcall throws nothing but VM errors.
    }
    return result == -1 ? -errno.get(JAVA_INT, 0) : result;
  }

  @SuppressWarnings("restricted") // Declares the true signature of syscall(2).
  private static MethodHandle link() {
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor signature =
        FunctionDescriptor.of(
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("syscall"),
        signature,
        Linker.Option.captureCallState("errno"));
  }
}

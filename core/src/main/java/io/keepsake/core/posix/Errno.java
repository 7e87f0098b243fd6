package io.keepsake.core.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The error numbers of Linux that are told apart, the same on all supported processors. */
public final class Errno {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int EINTR = 4;
  public static final int ENXIO = 6;
  public static final int E2BIG = 7;
  public static final int EBADF = 9;
  public static final int EACCES = 13;
  public static final int EEXIST = 17;
  public static final int EXDEV = 18;
  public static final int ENOTDIR = 20;
  public static final int EISDIR = 21;
  public static final int EINVAL = 22;
  public static final int ENFILE = 23;
  public static final int EMFILE = 24;
  public static final int ENOSPC = 28;
  public static final int EROFS = 30;
  public static final int ERANGE = 34;
  public static final int ENAMETOOLONG = 36;
  public static final int ENOSYS = 38;
  public static final int ENOTEMPTY = 39;
  public static final int ELOOP = 40;
  public static final int ENODATA = 61;
  public static final int EOPNOTSUPP = 95;

  private Errno() {}

  /** What the system calls an error, such as {@code No space left on device}. */
  public static String text(int errno) {
    return Text.of(errno);
  }

  /** Linked only when there is an error to tell. */
  private static final class Text {

    private static final MethodHandle STRERROR = link();

    static String of(int errno) {
      try {
        return string((MemorySegment) STRERROR.invokeExact(errno));
      } catch (Throwable impossible) {
        throw new AssertionError(impossible); // A downcall throws nothing but VM errors.
      }
    }

    @SuppressWarnings("restricted") // strerror returns a short NUL-terminated text of unknown size.
    private static String string(MemorySegment text) {
      return text.reinterpret(1024).getString(0);
    }

    @SuppressWarnings("restricted") // Declares the true signature of strerror(3).
    private static MethodHandle link() {
      Linker linker = Linker.nativeLinker();
      return linker.downcallHandle(
          linker.defaultLookup().findOrThrow("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));
    }
  }
}

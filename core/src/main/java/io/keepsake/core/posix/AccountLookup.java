package io.keepsake.core.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * Account names from the C library, which knows directory services. In struct passwd and struct
 * group of glibc and musl the name is the first field.
 */
final class AccountLookup {

  private static final MethodHandle GETPWUID = link("getpwuid_r");
  private static final MethodHandle GETGRGID = link("getgrgid_r");
  private static final int LARGEST = 1 << 20;

  private AccountLookup() {}

  /** The user's name, empty if unknown. */
  static String userName(int uid) {
    return name(GETPWUID, uid);
  }

  /** The group's name, empty if unknown. */
  static String groupName(int gid) {
    return name(GETGRGID, gid);
  }

  private static String name(MethodHandle call, int id) {
    for (int size = 4096; size <= LARGEST; size *= 4) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment entry = arena.allocate(128, 8);
        MemorySegment found = arena.allocate(ADDRESS);
        MemorySegment text = arena.allocate(size, 8);
        int error = (int) call.invokeExact(id, entry, text, (long) size, found);
        if (error != Errno.ERANGE) {
          boolean known = error == 0 && found.get(ADDRESS, 0).address() != 0;
          return known ? first(entry, text) : "";
        }
      } catch (Throwable impossible) {
        throw new AssertionError(impossible); // A downcall throws nothing but VM errors.
      }
    }
    return "";
  }

  private static String first(MemorySegment entry, MemorySegment text) {
    long at = entry.get(ADDRESS, 0).address() - text.address();
    return at < 0 || at >= text.byteSize() ? "" : text.getString(at, StandardCharsets.UTF_8);
  }

  @SuppressWarnings("restricted") // Declares the true signatures of getpwuid_r(3), getgrgid_r(3).
  private static MethodHandle link(String function) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(function),
        FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
  }
}

package io.keepsake.core.posix;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A thread's own native memory for the small arguments of one call: the errno, two paths, one
 * structure. Never freed by hand; it goes with its thread.
 */
final class Scratch {

  /** Bytes for a path with its terminating NUL; longer than the kernel takes. */
  static final int PATH_CAPACITY = 8192;

  private static final int STRUCT_AT = 64;
  private static final int FIRST_AT = 512;
  private static final int SECOND_AT = FIRST_AT + PATH_CAPACITY;
  private static final ThreadLocal<Scratch> CURRENT = ThreadLocal.withInitial(Scratch::new);

  private final MemorySegment memory = Arena.ofAuto().allocate(SECOND_AT + PATH_CAPACITY, 64);
  private final MemorySegment errno = memory.asSlice(0, STRUCT_AT);
  private final MemorySegment struct = memory.asSlice(STRUCT_AT, FIRST_AT - STRUCT_AT);
  private final MemorySegment second = memory.asSlice(SECOND_AT, PATH_CAPACITY);

  static Scratch current() {
    return CURRENT.get();
  }

  MemorySegment errno() {
    return errno;
  }

  /** Room for a structure of up to 448 bytes. */
  MemorySegment struct() {
    return struct;
  }

  /** The second path area, also used for results. */
  MemorySegment second() {
    return second;
  }

  /** The address of the first path, or 0 if it is too long for any system call. */
  long first(byte[] path) {
    return put(path, FIRST_AT);
  }

  /** The address of the second path, or 0 if it is too long for any system call. */
  long second(byte[] path) {
    return put(path, SECOND_AT);
  }

  private long put(byte[] path, int at) {
    if (path.length >= PATH_CAPACITY) {
      return 0;
    }
    MemorySegment.copy(path, 0, memory, ValueLayout.JAVA_BYTE, at, path.length);
    memory.set(ValueLayout.JAVA_BYTE, at + path.length, (byte) 0);
    return memory.address() + at;
  }
}

package io.keepsake.core.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.keepsake.core.spi.source.ExtendedAttribute;
import io.keepsake.core.spi.source.RawName;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Extended attributes. By path they are those of the last name itself, also if it is a symbolic
 * link. The kernel allows 64 KiB for a value and for the list of names, so one block always
 * suffices.
 */
public final class XattrCalls {

  private static final int LIMIT = 65536;

  private XattrCalls() {}

  /**
   * The names of a file's attributes, ascending; empty where the file system has none.
   *
   * @throws FileSystemException if they cannot be read
   */
  public static List<RawName> names(byte[] path, Object display) throws FileSystemException {
    long address = Scratch.current().first(path);
    PosixException.check(address == 0 ? -Errno.ENAMETOOLONG : 0, display);
    return list(CallNumbers.LLISTXATTR, address, display);
  }

  /**
   * The names of an open file's attributes, ascending; empty where the file system has none.
   *
   * @throws FileSystemException if they cannot be read
   */
  public static List<RawName> names(int descriptor, Object display) throws FileSystemException {
    return list(CallNumbers.FLISTXATTR, descriptor, display);
  }

  private static List<RawName> list(long call, long file, Object display)
      throws FileSystemException {
    MemorySegment buffer = NativeBuffers.take();
    try {
      long n = SystemCall.call(call, file, buffer.address(), LIMIT, 0, 0);
      if (n == 0 || n == -Errno.EOPNOTSUPP) {
        return List.of();
      }
      PosixException.check(n, display);
      return split(buffer.asSlice(0, n).toArray(JAVA_BYTE));
    } finally {
      NativeBuffers.give(buffer);
    }
  }

  private static List<RawName> split(byte[] terminated) {
    List<RawName> names = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < terminated.length; at++) {
      if (terminated[at] == 0) {
        names.add(RawName.of(Arrays.copyOfRange(terminated, start, at)));
        start = at + 1;
      }
    }
    Collections.sort(names);
    return names;
  }

  /**
   * All attributes of a file, ascending by name. One that vanishes on the way is left out.
   *
   * @throws FileSystemException if one cannot be read
   */
  public static List<ExtendedAttribute> all(byte[] path, Object display)
      throws FileSystemException {
    List<RawName> names = names(path, display);
    if (names.isEmpty()) {
      return List.of();
    }
    List<ExtendedAttribute> attributes = new ArrayList<>(names.size());
    MemorySegment buffer = NativeBuffers.take();
    try {
      for (RawName name : names) {
        Scratch scratch = Scratch.current();
        long file = scratch.first(path);
        long named = scratch.second(name.bytes());
        long n = SystemCall.call(CallNumbers.LGETXATTR, file, named, buffer.address(), LIMIT, 0);
        if (n != -Errno.ENODATA) {
          PosixException.check(n, display);
          attributes.add(new ExtendedAttribute(name, buffer.asSlice(0, n).toArray(JAVA_BYTE)));
        }
      }
      return List.copyOf(attributes);
    } finally {
      NativeBuffers.give(buffer);
    }
  }

  /** Sets an attribute of an open file; 0 or the negated errno. */
  public static long set(int descriptor, ExtendedAttribute attribute) {
    return set(CallNumbers.FSETXATTR, descriptor, attribute);
  }

  /** Sets an attribute of a name, also of a symbolic link itself; 0 or the negated errno. */
  public static long set(byte[] path, ExtendedAttribute attribute) {
    long address = Scratch.current().first(path);
    return address == 0 ? -Errno.ENAMETOOLONG : set(CallNumbers.LSETXATTR, address, attribute);
  }

  private static long set(long call, long file, ExtendedAttribute attribute) {
    byte[] value = attribute.value();
    if (value.length > LIMIT) {
      return -Errno.E2BIG;
    }
    long name = Scratch.current().second(attribute.name().bytes());
    if (name == 0) {
      return -Errno.ERANGE;
    }
    MemorySegment buffer = NativeBuffers.take();
    try {
      MemorySegment.copy(value, 0, buffer, JAVA_BYTE, 0, value.length);
      return SystemCall.call(call, file, name, buffer.address(), value.length, 0);
    } finally {
      NativeBuffers.give(buffer);
    }
  }

  /** Removes an attribute of an open file; 0 or the negated errno. */
  public static long remove(int descriptor, RawName name) {
    long address = Scratch.current().second(name.bytes());
    return address == 0
        ? -Errno.ERANGE
        : SystemCall.call(CallNumbers.FREMOVEXATTR, descriptor, address, 0, 0, 0);
  }
}

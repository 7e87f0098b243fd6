package io.keepsake.core.posix;

import java.util.Locale;

/** By which way files are reached on this machine. */
public enum FileAccess {
  /** By Linux system calls: names as bytes, everything is kept. */
  NATIVE,
  /** By java.nio: what the platform offers there. */
  PORTABLE;

  /** Set to {@code native} or {@code portable}, it overrules the choice; for tests. */
  public static final String PROPERTY = "keepsake.files";

  /** The way for this machine: native on Linux where the calls work, else portable. */
  public static FileAccess choose() {
    return switch (System.getProperty(PROPERTY, "").toLowerCase(Locale.ROOT)) {
      case "native" -> NATIVE;
      case "portable" -> PORTABLE;
      default -> Chosen.BY_SYSTEM;
    };
  }

  /** Asked once; a sandbox or an old kernel may refuse statx. */
  private static final class Chosen {
    static final FileAccess BY_SYSTEM =
        System.getProperty("os.name", "").equals("Linux")
                && CallNumbers.known()
                && StatusCalls.probe(FileCalls.WORKING_DIRECTORY, new byte[] {'/'}) == 0
            ? NATIVE
            : PORTABLE;
  }
}

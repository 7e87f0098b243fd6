package io.keepsake.core.posix;

import java.util.Locale;

/**
 * The numbers of the system calls on this processor: those of x86-64, else those that all newer
 * architectures share (Linux include/uapi/asm-generic/unistd.h).
 */
final class CallNumbers {

  private static final boolean X86 = isX86();

  static final long READ = pick(0, 63);
  static final long CLOSE = pick(3, 57);
  static final long LSEEK = pick(8, 62);
  static final long PREAD = pick(17, 67);
  static final long PWRITE = pick(18, 68);
  static final long OPENAT = pick(257, 56);
  static final long STATX = pick(332, 291);
  static final long GETDENTS = pick(217, 61);
  static final long READLINKAT = pick(267, 78);
  static final long LLISTXATTR = pick(195, 12);
  static final long LGETXATTR = pick(192, 9);
  static final long LSETXATTR = pick(189, 6);
  static final long FLISTXATTR = pick(196, 13);
  static final long FSETXATTR = pick(190, 7);
  static final long FREMOVEXATTR = pick(199, 16);
  static final long MKDIRAT = pick(258, 34);
  static final long MKNODAT = pick(259, 33);
  static final long SYMLINKAT = pick(266, 36);
  static final long LINKAT = pick(265, 37);
  static final long RENAMEAT2 = pick(316, 276);
  static final long UNLINKAT = pick(263, 35);
  static final long FCHMOD = pick(91, 52);
  static final long FCHMODAT = pick(268, 53);
  static final long FCHOWN = pick(93, 55);
  static final long FCHOWNAT = pick(260, 54);
  static final long UTIMENSAT = pick(280, 88);
  static final long FTRUNCATE = pick(77, 46);
  static final long FSYNC = pick(74, 82);
  static final long SYNCFS = pick(306, 267);
  static final long GETEUID = pick(107, 175);
  static final long GETEGID = pick(108, 177);

  private CallNumbers() {}

  /** Whether the numbers and structures here are those of this processor. */
  static boolean known() {
    String arch = arch();
    return X86 || arch.equals("aarch64") || arch.equals("riscv64");
  }

  static boolean isArm() {
    return arch().equals("aarch64");
  }

  private static boolean isX86() {
    String arch = arch();
    return arch.equals("amd64") || arch.equals("x86_64");
  }

  private static String arch() {
    return System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
  }

  private static long pick(long x86, long generic) {
    return X86 ? x86 : generic;
  }
}

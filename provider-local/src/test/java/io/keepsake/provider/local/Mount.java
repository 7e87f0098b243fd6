package io.keepsake.provider.local;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;

/** A small file system of its own in memory; needs root on Linux. */
final class Mount implements AutoCloseable {

  private final Path point;
  private boolean mounted = true;

  private Mount(Path point) {
    this.point = point;
  }

  /** Mounts, or skips the test with a message that says why. */
  static Mount of(Path point, String size) {
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", point.toString()) == 0,
        "SKIPPED, NOT TESTED: mounting a tmpfs needs root on Linux");
    return new Mount(point);
  }

  Path point() {
    return point;
  }

  void makeReadOnly() {
    requireSuccess(run("mount", "-o", "remount,ro", point.toString()));
  }

  void unmount() {
    mounted = false;
    requireSuccess(run("umount", point.toString()));
  }

  @Override
  public void close() {
    if (mounted) {
      unmount();
    }
  }

  private static void requireSuccess(int status) {
    if (status != 0) {
      throw new IllegalStateException("mount or umount failed with status " + status);
    }
  }

  private static int run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.onExit().join().exitValue();
    } catch (IOException e) {
      return -1; // no such command here
    }
  }
}

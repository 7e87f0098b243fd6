package io.keepsake.cli.shell;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of this machine. */
public final class HostName {

  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

  private HostName() {}

  /** What the kernel says; elsewhere {@code HOSTNAME}, then what the name service says. */
  public static String of(Shell shell) {
    try {
      String name = Files.readString(KERNEL).strip();
      if (!name.isEmpty()) {
        return name;
      }
    } catch (IOException e) {
      // Not Linux: asked below.
    }
    return shell.variable("HOSTNAME").orElseGet(HostName::fromNameService);
  }

  private static String fromNameService() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}

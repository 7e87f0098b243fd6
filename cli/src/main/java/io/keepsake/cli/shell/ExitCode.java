package io.keepsake.cli.shell;

import java.util.Locale;

/** What the program tells the shell at its end. Part of the interface: never renumbered. */
public enum ExitCode {
  /** All of it was done. */
  DONE(0),
  /** It was not done. */
  FAILED(1),
  /** The arguments, the vault file or the key are wrong; nothing was done. */
  USAGE(2),
  /** It was done, but files were left out or a store does not have all of it. */
  DEGRADED(3),
  /** Stored data is damaged or missing. */
  DAMAGED(4),
  /** It was interrupted, by Ctrl-C for example. */
  INTERRUPTED(130);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** The number the process exits with. */
  public int number() {
    return number;
  }

  /** The {@code status} in JSON documents. */
  public String status() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.keepsake.core.vault;

/** What this program calls itself in snapshots. */
final class Program {

  /** Name and version. */
  static final String NAME_AND_VERSION = "keepsake " + version();

  private Program() {}

  private static String version() {
    String implementation = Program.class.getPackage().getImplementationVersion();
    return implementation == null ? "0.1.0" : implementation;
  }
}

package io.keepsake.cli.shell;

import io.keepsake.core.plugin.Plugins;
import java.nio.file.Path;

/** Where this program is installed. */
public final class Installation {

  private static final String HOME = "keepsake.home";

  private Installation() {}

  /**
   * The plugins: those in {@code plugins} under the directory that the system property {@code
   * keepsake.home} names, or, without it, those on the module path.
   */
  public static Plugins plugins() {
    String home = System.getProperty(HOME, "");
    return home.isEmpty() ? Plugins.installed() : Plugins.load(Path.of(home, "plugins"));
  }
}

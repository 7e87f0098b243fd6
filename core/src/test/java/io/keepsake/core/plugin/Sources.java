package io.keepsake.core.plugin;

/** Java sources of small plugins. */
final class Sources {

  private Sources() {}

  /** A module whose only package has its name, with a storage provider in it. */
  static String module(String name, String... directives) {
    return "module %s { requires io.keepsake.core; %s provides io.keepsake.core.spi.storage.ObjectStoreProvider with %s.Provider; }"
        .formatted(name, String.join(" ", directives), name);
  }

  /** A storage provider, with an expression for its name and more members. */
  static String provider(String packageName, String scheme, String name, String... members) {
    return """
    package %s;

    import io.keepsake.core.spi.storage.*;
    import java.util.Set;

    public final class Provider implements ObjectStoreProvider {
      %s
      public int spiVersion() { return SPI_VERSION; }
      public String name() { return %s; }
      public Set<String> schemes() { return Set.of("%s"); }
      public ObjectStore open(StoreSettings settings) { throw new UnsupportedOperationException(); }
    }
    """
        .formatted(packageName, String.join("\n  ", members), name, scheme);
  }

  /** A storage provider that works. */
  static String provider(String packageName, String scheme) {
    return provider(packageName, scheme, "\"" + scheme + "\"");
  }

  /** One class, {@code Library}, that tells a text. */
  static String library(String packageName, String text) {
    return """
    package %s;

    public class Library {
      public static String text() { return "%s"; }
    }
    """
        .formatted(packageName, text);
  }
}

package io.keepsake.core.spi.alert;

import java.util.Map;

/**
 * Where notices go and how.
 *
 * @param id the user's short name for it: letters, digits, {@code -}, {@code _} and {@code .},
 *     starting with a letter or digit
 * @param type picks the provider, such as {@code slack}
 * @param options settings of the sink by name; never printed, since the address of many a webhook
 *     is a secret
 */
public record SinkSettings(String id, String type, Map<String, String> options) {

  /**
   * Checks the rules above.
   *
   * @throws IllegalArgumentException if one is broken
   */
  public SinkSettings {
    if (!id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      throw new IllegalArgumentException(
          "A sink's id has 1 to 64 letters, digits, '-', '_' or '.': '" + id + "'");
    }
    if (!type.matches("[a-z][a-z0-9-]{0,31}")) {
      throw new IllegalArgumentException("No type of alert sink: '" + type + "'");
    }
    options = Map.copyOf(options);
  }

  /** Without the options, which may hold secrets. */
  @Override
  public String toString() {
    return "SinkSettings[id=%s, type=%s, options=%s]".formatted(id, type, options.keySet());
  }
}

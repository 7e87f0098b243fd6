package io.keepsake.cli.config;

import java.util.List;
import java.util.Map;

/**
 * What holds for secrets in the options of alert sinks.
 *
 * @param plain whether they may stand in the file
 * @param warnings takes what is allowed but unwise
 */
record SinkSecrets(PlainSecrets plain, List<String> warnings) {

  /** The address of a webhook: whoever knows it can write there. */
  private static final String URL = "url";

  /** The options of a sink; notes what none can be. */
  Map<String, String> options(Section sink, Problems problems) {
    PluginOptions options =
        new PluginOptions(
            sink, problems, plain, name -> name.equals(URL) || PlainSecrets.isHeldBy(name));
    Map<String, String> read = options.read();
    warnings.addAll(options.warnings());
    return read;
  }
}

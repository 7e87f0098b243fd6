package io.keepsake.core.spi.alert;

import io.keepsake.core.spi.options.OptionNames;
import io.keepsake.core.spi.options.Options;
import java.util.Map;

/**
 * A sink's options, each read by what it means. A provider declares their names once and then asks:
 *
 * <pre>{@code
 * SinkOptions options =
 *     SinkOptions.of(settings, OptionNames.of("timeout").andSecrets("url"));
 * Duration timeout = options.duration("timeout", Duration.ofSeconds(10));
 * Optional<Secret> url = options.secret("url");
 * }</pre>
 *
 * <p>Whatever cannot be used is a {@link SinkSettingsException} with one sentence that names the
 * sink and the option and says what would be right.
 */
public final class SinkOptions extends Options<SinkSettingsException> {

  private final SinkSettings settings;

  private SinkOptions(SinkSettings settings, OptionNames names, Map<String, String> environment) {
    super(settings.options(), names, environment);
    this.settings = settings;
  }

  /**
   * The options of these settings.
   *
   * @throws SinkSettingsException if one is unknown; the sentence has the known ones and the one
   *     that is spelled most alike
   */
  public static SinkOptions of(SinkSettings settings, OptionNames names)
      throws SinkSettingsException {
    return of(settings, names, System.getenv());
  }

  /**
   * The same, with other environment variables than the process has.
   *
   * @throws SinkSettingsException if an option is unknown
   */
  public static SinkOptions of(
      SinkSettings settings, OptionNames names, Map<String, String> environment)
      throws SinkSettingsException {
    SinkOptions options = new SinkOptions(settings, names, environment);
    options.requireKnown();
    return options;
  }

  /** The settings with these options. */
  public SinkSettings settings() {
    return settings;
  }

  @Override
  public SinkSettingsException invalid(String problem) {
    return new SinkSettingsException("Alert sink %s: %s".formatted(settings.id(), problem));
  }
}

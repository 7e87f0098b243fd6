package io.keepsake.core.spi.storage;

import io.keepsake.core.spi.options.OptionNames;
import io.keepsake.core.spi.options.Options;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.util.Map;

/**
 * A store's options, each read by what it means. A provider declares their names once and then
 * asks:
 *
 * <pre>{@code
 * StoreOptions options =
 *     StoreOptions.of(settings, OptionNames.of("port", "idle-timeout").andSecrets("password"));
 * int port = options.number("port", 22, 1, 65_535);
 * Duration idle = options.duration("idle-timeout", Duration.ofSeconds(30));
 * Optional<Secret> password = options.secret("password");
 * }</pre>
 *
 * <p>Whatever cannot be used is a {@link StoreException} of kind {@code INVALID} with one sentence
 * that names the provider and the option and says what would be right. Around a value, spaces do
 * not count. To ask for an option that is not declared is a mistake of the provider: {@link
 * IllegalArgumentException}.
 */
public final class StoreOptions extends Options<StoreException> {

  private final StoreSettings settings;

  private StoreOptions(StoreSettings settings, OptionNames names, Map<String, String> environment) {
    super(settings.options(), names, environment);
    this.settings = settings;
  }

  /**
   * The options of these settings.
   *
   * @throws StoreException kind {@code INVALID} if one is unknown; the sentence has the known ones
   *     and the one that is spelled most alike
   */
  public static StoreOptions of(StoreSettings settings, OptionNames names) throws StoreException {
    return of(settings, names, System.getenv());
  }

  /**
   * The same, with other environment variables than the process has.
   *
   * @throws StoreException kind {@code INVALID} if an option is unknown
   */
  public static StoreOptions of(
      StoreSettings settings, OptionNames names, Map<String, String> environment)
      throws StoreException {
    StoreOptions options = new StoreOptions(settings, names, environment);
    options.requireKnown();
    return options;
  }

  /** The settings with these options. */
  public StoreSettings settings() {
    return settings;
  }

  /** A failure to throw: these settings cannot be used, for a reason that this sentence says. */
  @Override
  public StoreException invalid(String problem) {
    return new StoreException(
        Kind.INVALID, settings.id(), "Provider %s: %s".formatted(settings.id(), problem));
  }

  /**
   * A failure to throw: the store's URL cannot be used, for a reason that the cause's words say.
   */
  public StoreException invalidUrl(IllegalArgumentException cause) {
    StoreException invalid =
        invalid(
            "%s cannot be used: %s".formatted(settings.url(), String.valueOf(cause.getMessage())));
    invalid.initCause(cause);
    return invalid;
  }
}

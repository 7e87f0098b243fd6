package io.keepsake.cli.secret;

import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What one provider is shown: the newest values of its stored secrets, and, until they have worked,
 * the previous ones.
 */
final class StoreCredentials {

  private final SecretsFile file;
  private final StoreSettings settings;
  private final SecretReferences references;
  private final Acceptances acceptances;
  private final Consumer<String> warnings;
  private final String mark;

  /**
   * Those that the settings of a store name.
   *
   * @param acceptances what is known to this process
   * @param warnings takes sentences for people
   * @throws StoreException kind {@code INVALID} if what is there can name none
   */
  StoreCredentials(
      SecretsFile file, StoreSettings settings, Acceptances acceptances, Consumer<String> warnings)
      throws StoreException {
    this.file = file;
    this.settings = settings;
    this.mark = ProviderMark.of(settings);
    this.acceptances = acceptances;
    this.warnings = warnings;
    try {
      this.references = SecretReferences.of(settings.options());
    } catch (IllegalArgumentException e) {
      throw invalid(e);
    }
  }

  /** The newest values. */
  ResolvedOptions newest() throws StoreException {
    return resolve(content(), Choice.NEWEST);
  }

  /** What is worth a try, in this order: the newest values, then those before them. */
  List<ResolvedOptions> all() throws StoreException {
    SecretsContent content = content();
    ResolvedOptions newest = resolve(content, Choice.NEWEST);
    ResolvedOptions before = resolve(content, Choice.UNPROVEN_ONE_BEFORE);
    return before.sameValues(newest) ? List.of(newest) : List.of(newest, before);
  }

  private enum Choice {
    NEWEST,
    /** The value before the newest, where this provider has not accepted the newest yet. */
    UNPROVEN_ONE_BEFORE
  }

  private SecretsContent content() throws StoreException {
    try {
      return file.read();
    } catch (UsageException e) {
      throw new StoreException(
          Kind.INVALID, settings.id(), "Provider %s: %s".formatted(settings.id(), e.getMessage()));
    }
  }

  private ResolvedOptions resolve(SecretsContent content, Choice choice) throws StoreException {
    try {
      return references.resolve(
          content,
          secret ->
              choice == Choice.NEWEST || acceptances.have(mark, secret)
                  ? secret.newest()
                  : secret.fallback(mark).orElse(secret.newest()));
    } catch (IllegalArgumentException e) {
      throw invalid(e);
    }
  }

  private StoreException invalid(IllegalArgumentException e) {
    return new StoreException(
        Kind.INVALID,
        settings.id(),
        "Provider %s: option %s".formatted(settings.id(), e.getMessage()));
  }

  /** The settings with these values. */
  StoreSettings with(ResolvedOptions options) {
    return new StoreSettings(settings.id(), settings.url(), options.forPlugin());
  }

  /** Warns that a provider refuses the newest values and takes those before. */
  void tellOlder(ResolvedOptions used) {
    String names =
        used.older().stream().map(SecretName::text).collect(Collectors.joining("' and '"));
    warnings.accept(
        "provider %s refuses the newest value of '%s', as stored by 'keepsake secrets set'; the value before it still works and is used"
            .formatted(settings.id(), names));
  }

  /** Notes that these values worked, if they are the newest and that is not known yet. */
  void worked(ResolvedOptions used) {
    if (!used.older().isEmpty() || used.provenAt(mark)) {
      return;
    }
    used.stored().values().forEach(secret -> acceptances.add(mark, secret));
    try {
      file.change(
          content -> {
            SecretsContent after = content;
            for (String option : used.stored().keySet()) {
              after = noted(after, used, option);
            }
            return after;
          });
    } catch (UsageException e) {
      warnings.accept(
          "that provider %s accepts its secrets could not be noted: %s"
              .formatted(settings.id(), e.getMessage()));
    }
  }

  private SecretsContent noted(SecretsContent content, ResolvedOptions used, String option) {
    StoredSecret known = Optional.ofNullable(used.stored().get(option)).orElseThrow();
    Optional<StoredSecret> now = content.find(known.name());
    if (now.isEmpty()
        || !now.get().newest().value().equals(known.newest().value())
        || now.get().newest().acceptedBy().contains(mark)) {
      return content; // it was changed meanwhile, or somebody else has noted it
    }
    return content.with(now.get().accepted(mark));
  }

  /** A failure that does not tell any of the values: a library may quote what it was given. */
  StoreException hidden(StoreException failure, ResolvedOptions used) {
    for (Optional<Throwable> at = Optional.of(failure);
        at.isPresent();
        at = Optional.ofNullable(at.get().getCause())) {
      if (used.areToldBy(String.valueOf(at.get().getMessage()))) {
        return new StoreException(
            failure.kind(), failure.storeId(), used.hidden(String.valueOf(failure.getMessage())));
      }
    }
    return failure;
  }
}

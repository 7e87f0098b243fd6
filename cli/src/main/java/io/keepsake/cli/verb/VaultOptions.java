package io.keepsake.cli.verb;

import io.keepsake.cli.config.Places;
import io.keepsake.cli.config.SinkUse;
import io.keepsake.cli.config.VaultFile;
import io.keepsake.cli.output.Messages;
import io.keepsake.cli.secret.SecretPlugins;
import io.keepsake.cli.secret.SecretReferences;
import io.keepsake.cli.secret.SecretsFile;
import io.keepsake.cli.shell.HostName;
import io.keepsake.cli.shell.Installation;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.alert.SinkSettings;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.AuditSettings;
import io.keepsake.core.vault.VaultSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which vault is meant. */
final class VaultOptions {

  private static final Path NAME = Path.of("keepsake.yaml");

  @Option(
      order = 101,
      names = "--vault",
      paramLabel = "FILE",
      description =
          "The vault file. Without it: ./keepsake.yaml, then"
              + " ~/.config/keepsake/keepsake.yaml.")
  private Optional<Path> file = Optional.empty();

  @Option(
      order = 102,
      names = "--to",
      paramLabel = "PLACE",
      description =
          "A store, as a URL or a directory, instead of a vault file; once for each store.")
  private List<String> places = List.of();

  @Mixin private final SecretsOptions secrets = new SecretsOptions();

  private Optional<SecretPlugins> withSecrets = Optional.empty();

  /** The file that was named, absolute. */
  Optional<Path> file(Shell shell) {
    return file.map(shell::resolve);
  }

  /** The places that were named. */
  List<String> places() {
    return places;
  }

  /**
   * The settings of the vault that is meant.
   *
   * @throws UsageException if none is, or two are, or the file is wrong
   */
  VaultSettings settings(Shell shell, Messages messages) throws UsageException {
    return withState(read(shell, messages).settings(), shell);
  }

  /** Settings of a vault, with what this machine keeps of it between commands, and who acts. */
  static VaultSettings withState(VaultSettings settings, Shell shell) {
    Path state = state(shell);
    return settings
        .withState(state)
        .withAudit(
            new AuditSettings(state, System.getProperty("user.name", ""), HostName.of(shell)));
  }

  /** Where this machine keeps what it knows between commands (XDG Base Directory, 0.8). */
  private static Path state(Shell shell) {
    return shell
        .variable("XDG_STATE_HOME")
        .filter(value -> !value.isEmpty())
        .map(Path::of)
        .filter(Path::isAbsolute) // others are to be ignored, says that page
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "state"))
        .resolve("keepsake");
  }

  /** The vault that is meant, as it was named: its file's path, or its places. */
  String name(Shell shell) throws UsageException {
    return places.isEmpty()
        ? file(shell).orElse(usual(shell)).toAbsolutePath().normalize().toString()
        : String.join(" ", places);
  }

  /**
   * All that is known of the vault that is meant, for who leaves its alert sinks alone.
   *
   * @throws UsageException as {@link #settings}
   */
  VaultFile read(Shell shell, Messages messages) throws UsageException {
    return read(SinkUse.LEFT_ALONE, shell, messages);
  }

  /**
   * All that is known of the vault that is meant.
   *
   * @throws UsageException as {@link #settings}
   */
  VaultFile read(SinkUse sinks, Shell shell, Messages messages) throws UsageException {
    if (file.isPresent() && !places.isEmpty()) {
      throw UsageException.usage(
          "--vault and --to exclude each other: the vault file names its stores itself.");
    }
    return places.isEmpty()
        ? fromFile(file(shell).orElse(usual(shell)), sinks, messages)
        : new VaultFile(
            Places.settings(places, shell.directory()), Optional.empty(), List.of(), List.of());
  }

  /** Where stored secrets are. */
  SecretsOptions secrets() {
    return secrets;
  }

  /**
   * The plugins for these stores. If they name stored secrets, the secrets file is opened, once for
   * all calls, which may ask for its passphrase; it stays open as long as the process.
   *
   * @throws UsageException if it cannot be
   */
  Plugins plugins(Collection<StoreSettings> stores, Shell shell, Messages messages)
      throws UsageException {
    return plugins(stores, List.of(), shell, messages);
  }

  /**
   * The plugins for these stores and sinks; as {@link #plugins(Collection, Shell, Messages)}.
   *
   * @throws UsageException if the secrets file is needed and cannot be opened
   */
  Plugins plugins(
      Collection<StoreSettings> stores,
      Collection<SinkSettings> sinks,
      Shell shell,
      Messages messages)
      throws UsageException {
    Plugins installed = Installation.plugins();
    boolean needed =
        stores.stream().map(StoreSettings::options).anyMatch(SecretReferences::areIn)
            || sinks.stream().map(SinkSettings::options).anyMatch(SecretReferences::areIn);
    if (!needed) {
      return installed;
    }
    if (withSecrets.isEmpty()) {
      SecretsFile open = secrets.open(installed, shell, messages);
      withSecrets = Optional.of(new SecretPlugins(installed, open, messages::warning));
    }
    return withSecrets.get();
  }

  /**
   * The vault file that is meant, to be changed.
   *
   * @throws UsageException if places were named instead, or there is none
   */
  Path fileToChange(Shell shell) throws UsageException {
    if (!places.isEmpty()) {
      throw UsageException.usage("This changes a vault file: give --vault FILE instead of --to.");
    }
    Optional<Path> named = file(shell);
    return named.isPresent() ? named.get() : usual(shell);
  }

  /** What a file says; warns of what is unwise in it. */
  private static VaultFile fromFile(Path file, SinkUse sinks, Messages messages)
      throws UsageException {
    VaultFile read = VaultFile.read(file, sinks);
    read.warnings().forEach(warning -> messages.warning(file + ", " + warning));
    return read;
  }

  private Path usual(Shell shell) throws UsageException {
    Path here = shell.resolve(NAME);
    if (file.isPresent() || Files.exists(here)) {
      return here;
    }
    Path own = shell.settings().resolve(NAME);
    if (Files.exists(own)) {
      return own;
    }
    throw UsageException.usage(
        "No vault is named. Give --vault FILE or --to PLACE; %s and %s do not exist."
            .formatted(here, own));
  }
}

package io.keepsake.cli.verb;

import io.keepsake.cli.config.PlainSecrets;
import io.keepsake.cli.config.StoreUrl;
import io.keepsake.cli.config.VaultFileEdit;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.placement.ProviderTraits;
import io.keepsake.core.placement.Role;
import io.keepsake.core.spi.storage.StoreSettings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** What is to be written of a new provider. */
final class NewProviderOptions {

  private static final List<String> FIELDS =
      List.of("id", "url", "role", "region", "cost", "preference");

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Its id in the vault file; without it, one is made of the place.")
  private Optional<String> id = Optional.empty();

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "'active', 'standby' or 'read-only'.")
  private Optional<String> role = Optional.empty();

  @Option(names = "--region", paramLabel = "REGION", description = "In which region it is.")
  private Optional<String> region = Optional.empty();

  @Option(
      names = "--option",
      paramLabel = "KEY=VALUE",
      description = "An option of its plugin; may be repeated. No secrets: others can read them.")
  private Map<String, String> options = Map.of();

  /** A provider that is not in the file yet. */
  record NewProvider(StoreSettings store, ProviderTraits traits) {}

  /** Reads where the new place is. */
  static URI url(String place, Shell shell) throws UsageException {
    try {
      return StoreUrl.of(place, shell.directory());
    } catch (UsageException e) {
      throw UsageException.usage("%s: %s.".formatted(StoreUrl.masked(place), e.getMessage()));
    }
  }

  /**
   * The provider for a place.
   *
   * @param otherwise its role if none was given
   * @throws UsageException if something about it is wrong
   */
  NewProvider provider(VaultFileEdit edit, URI url, Role otherwise) throws UsageException {
    Map<String, String> all = new TreeMap<>(options);
    for (String key : all.keySet()) {
      if (FIELDS.contains(key)) {
        throw UsageException.usage(
            "--option is for options of the plugin; '%s' is none.".formatted(key));
      }
      if (PlainSecrets.isHeldBy(key)) {
        throw UsageException.usage(
            "--option %s would show a secret to whoever lists processes; store it with 'keepsake secrets set NAME', and give that name as option '%s-secret'."
                .formatted(key, key));
      }
    }
    if (url.getScheme().equalsIgnoreCase("s3")) {
      region.ifPresent(name -> all.put("region", name));
    }
    String name = id.orElseGet(() -> edit.newId(url));
    if (edit.now().settings().stores().stream().anyMatch(store -> store.id().equals(name))) {
      throw UsageException.usage("There is a provider '%s' already.".formatted(name));
    }
    try {
      return new NewProvider(
          new StoreSettings(name, url, all),
          new ProviderTraits(name, role(otherwise), region, 0, 0));
    } catch (IllegalArgumentException e) {
      throw UsageException.usage(e.getMessage() + ".");
    }
  }

  private Role role(Role otherwise) throws UsageException {
    if (role.isEmpty()) {
      return otherwise;
    }
    Optional<Role> known = Role.of(role.get());
    if (known.isEmpty()) {
      throw UsageException.usage(
          "--role is %s, not '%s'.".formatted(String.join(", ", Role.words()), role.get()));
    }
    return known.get();
  }
}

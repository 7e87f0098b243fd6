package io.keepsake.cli.verb;

import io.keepsake.cli.config.VaultFileEdit;
import io.keepsake.cli.output.Answer;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.placement.ProviderTraits;
import io.keepsake.core.placement.Role;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.AuditAction;
import io.keepsake.core.vault.AuditEntry;
import io.keepsake.core.vault.AuditOutcome;
import io.keepsake.core.vault.VaultExtension;
import io.keepsake.core.vault.VaultExtension.Place;
import io.keepsake.core.vault.VaultSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keepsake providers add}: one more replica. */
@Command(
    name = "add",
    description = {
      "Add a provider to the vault file, and fill it from the others.",
      "The place has to be empty, or to hold a replica of this vault. Needs no passphrase."
    },
    footer = {
      "",
      "Examples:",
      "  keepsake providers add /mnt/disk3/vault",
      "  keepsake providers add s3://weddings/keepsake --id aws --region eu-west-1 --role standby",
      "",
      "Exit codes: 0 done, 1 failed, 2 usage or configuration,",
      "3 added, but not filled to the end, 130 interrupted."
    })
public final class ProvidersAddVerb extends Verb {

  @Mixin private final VaultOptions vault = new VaultOptions();

  @Mixin private final NewProviderOptions options = new NewProviderOptions();

  @Parameters(paramLabel = "URL", description = "Where it is: a URL or a directory.")
  private String place = "";

  @Option(
      names = "--copies",
      paramLabel = "N",
      description =
          "Want so many copies from now on. Without it: one more, if so far every active provider"
              + " is to have one.")
  private Optional<Integer> copies = Optional.empty();

  @Option(names = "--no-fill", description = "Leave it empty; 'keepsake repair' fills it.")
  private boolean noFill;

  /** The command for this shell. */
  public ProvidersAddVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Answer answer) throws Exception {
    Path file = vault.fileToChange(shell());
    VaultFileEdit edit = VaultFileEdit.of(file);
    VaultSettings before = edit.now().settings();
    URI url = NewProviderOptions.url(place, shell());
    for (StoreSettings there : before.stores()) {
      if (there.url().equals(url)) {
        throw UsageException.usage(
            "%s is in the vault file already, as '%s'. To fill it: 'keepsake repair --provider %s'."
                .formatted(url, there.id(), there.id()));
      }
    }
    NewProviderOptions.NewProvider added = options.provider(edit, url, Role.ACTIVE);
    edit.add(added.store(), added.traits());
    int wanted = copies.orElse(wanted(before, added.traits().role()));
    if (edit.now().settings().policy().copies() != wanted) {
      edit.copies(wanted);
    }
    Plugins plugins = vault.plugins(edit.now().settings().stores(), shell(), messages());
    try {
      Place found = VaultExtension.look(before, added.store(), plugins, progress());
      requireReplicaIfReadOnly(added.traits(), found);
      edit.write();
      AuditEntry entry =
          AuditEntry.of(AuditAction.PROVIDER_ADD, AuditOutcome.DONE)
              .with(List.of(added.store().id()))
              .with("role", added.traits().role().name())
              .with("copies", edit.now().settings().policy().copies());
      RecordedChange.note(entry, edit.now().settings(), plugins, shell(), messages(), progress());
      return added(answer, edit, added, plugins, found);
    } finally {
      messages().clear();
    }
  }

  /** Nothing would ever be written to it. */
  private static void requireReplicaIfReadOnly(ProviderTraits traits, Place found)
      throws UsageException {
    if (!traits.role().writable() && found != Place.REPLICA) {
      throw UsageException.usage(
          "A read-only provider has to hold a replica of the vault, and %s does not."
              .formatted(traits.id()));
    }
  }

  private static int wanted(VaultSettings before, Role role) {
    int active = (int) before.traits().stream().filter(each -> each.role() == Role.ACTIVE).count();
    boolean everyOne = before.policy().copies() == active && role == Role.ACTIVE;
    return everyOne ? active + 1 : before.policy().copies();
  }

  private ExitCode added(
      Answer answer,
      VaultFileEdit edit,
      NewProviderOptions.NewProvider added,
      Plugins plugins,
      Place found)
      throws Exception {
    StoreSettings store = added.store();
    edit.now().warnings().forEach(messages()::warning);
    if (!quiet()) {
      answer.line(
          "%s added: %s (%s); %d copies are wanted now"
              .formatted(
                  store.id(), store.url(), word(found), edit.now().settings().policy().copies()));
      answer.flush();
    }
    Optional<ProviderFilling> filling = Optional.empty();
    boolean fill = !noFill && added.traits().role().writable();
    if (fill) {
      VaultSettings with = VaultOptions.withState(edit.now().settings(), shell());
      filling = Optional.of(ProviderFilling.run(with, store.id(), plugins, progress()));
      messages().clear();
    }
    if (!quiet() && added.traits().role().writable()) {
      answer.line(
          filling
              .map(ProviderFilling::sentence)
              .orElse("not filled yet: 'keepsake repair --provider %s'".formatted(store.id())));
    }
    write(answer, edit, store, found, filling);
    return filling.isEmpty() || filling.get().complete() ? ExitCode.DONE : ExitCode.DEGRADED;
  }

  private static void write(
      Answer answer,
      VaultFileEdit edit,
      StoreSettings store,
      Place found,
      Optional<ProviderFilling> filling) {
    answer
        .document()
        .ifPresent(
            json -> {
              json.writeStringProperty("provider", store.id());
              json.writeStringProperty("url", store.url().toString());
              json.writeStringProperty("place", word(found));
              json.writeNumberProperty("copies", edit.now().settings().policy().copies());
              filling.ifPresent(result -> result.write(json));
            });
  }

  static String word(Place place) {
    return place.name().toLowerCase(Locale.ROOT);
  }
}

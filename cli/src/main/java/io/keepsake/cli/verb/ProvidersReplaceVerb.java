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
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultExtension;
import io.keepsake.core.vault.VaultSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code keepsake providers replace}: another place for a replica. */
@Command(
    name = "replace",
    description = {
      "Add a provider, fill it from the others, and then take another one out.",
      "If it cannot be filled to the end, both stay. Run it again and it goes on. Needs no",
      "passphrase."
    },
    footer = {
      "",
      "Example:",
      "  keepsake providers replace disk1 /mnt/disk4/vault",
      "",
      "Exit codes: 0 done, 1 failed, 2 usage or configuration,",
      "3 added and not filled to the end, so that both are there, 130 interrupted."
    })
public final class ProvidersReplaceVerb extends Verb {

  @Mixin private final VaultOptions vault = new VaultOptions();

  @Mixin private final NewProviderOptions options = new NewProviderOptions();

  @Mixin private final ProviderDeparture departure = new ProviderDeparture();

  @Parameters(index = "0", paramLabel = "ID", description = "The provider to take out.")
  private String id = "";

  @Parameters(index = "1", paramLabel = "URL", description = "The new one: a URL or a directory.")
  private String place = "";

  /** The command for this shell. */
  public ProvidersReplaceVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Answer answer) throws Exception {
    Path file = vault.fileToChange(shell());
    StoreSettings old = KnownProviders.find(VaultFileEdit.of(file).now().settings(), id);
    URI url = NewProviderOptions.url(place, shell());
    if (old.url().equals(url)) {
      throw UsageException.usage("%s is there already.".formatted(id));
    }
    if (!role(VaultFileEdit.of(file).now().settings()).writable()) {
      throw UsageException.usage(
          "%s is read-only, so nothing is written in its place: remove it, and add the new one."
              .formatted(id));
    }
    try {
      String added = addUnlessThere(file, url, answer);
      VaultFileEdit edit = VaultFileEdit.of(file);
      VaultSettings both = VaultOptions.withState(edit.now().settings(), shell());
      Plugins plugins = vault.plugins(both.stores(), shell(), messages());
      int copies = copiesThen(edit);
      departure.requireEnough(both, id, copies);
      ProviderFilling filling = ProviderFilling.run(both, added, plugins, progress());
      messages().clear();
      if (!quiet()) {
        answer.line(filling.sentence());
        answer.flush();
      }
      if (filling.complete()) {
        departure.requireAllElsewhere(both, id, plugins, progress());
        messages().clear();
        departure.remove(edit, id, copies);
        edit.write();
      }
      AuditOutcome outcome = filling.complete() ? AuditOutcome.DONE : AuditOutcome.DEGRADED;
      AuditEntry entry =
          AuditEntry.of(AuditAction.PROVIDER_REPLACE, outcome).with(List.of(id, added));
      RecordedChange.note(entry, edit.now().settings(), plugins, shell(), messages(), progress());
      tell(answer, old, added, filling);
      return filling.complete() ? ExitCode.DONE : ExitCode.DEGRADED;
    } finally {
      messages().clear();
    }
  }

  /** Adds the new provider, unless an earlier attempt has; answers its id. */
  private String addUnlessThere(Path file, URI url, Answer answer)
      throws UsageException, VaultException {
    VaultFileEdit edit = VaultFileEdit.of(file);
    VaultSettings before = edit.now().settings();
    Optional<StoreSettings> there =
        before.stores().stream().filter(store -> store.url().equals(url)).findFirst();
    if (there.isPresent()) {
      return there.get().id();
    }
    NewProviderOptions.NewProvider added = options.provider(edit, url, role(before));
    if (!added.traits().role().writable()) {
      throw UsageException.usage("A provider that is to be filled is not read-only.");
    }
    edit.add(added.store(), added.traits());
    departure.requireEnough(edit.now().settings(), id, copiesThen(edit));
    Plugins plugins = vault.plugins(edit.now().settings().stores(), shell(), messages());
    VaultExtension.Place found = VaultExtension.look(before, added.store(), plugins, progress());
    edit.write();
    messages().clear();
    edit.now().warnings().forEach(messages()::warning);
    if (!quiet()) {
      answer.line(
          "%s added: %s (%s)"
              .formatted(added.store().id(), added.store().url(), ProvidersAddVerb.word(found)));
      answer.flush();
    }
    return added.store().id();
  }

  /** How many copies are wanted once the old one is out: as the file says, or what is usual. */
  private int copiesThen(VaultFileEdit edit) throws UsageException {
    VaultSettings both = edit.now().settings();
    return edit.says("copies")
        ? both.policy().copies()
        : (int)
            both.traits().stream()
                .filter(each -> each.role() == Role.ACTIVE && !each.id().equals(id))
                .count();
  }

  private Role role(VaultSettings before) {
    return before.traits().stream()
        .filter(each -> each.id().equals(id))
        .map(ProviderTraits::role)
        .findFirst()
        .orElse(Role.ACTIVE);
  }

  private void tell(Answer answer, StoreSettings old, String added, ProviderFilling filling) {
    if (!quiet()) {
      answer.line(
          filling.complete()
              ? "%s removed: %s has everything".formatted(id, added)
              : "%s was not removed: both are in the vault file. Run it again to go on"
                  .formatted(id));
      if (filling.complete()) {
        answer.line(ProviderDeparture.leftBehind(old));
      }
    }
    answer
        .document()
        .ifPresent(
            json -> {
              json.writeStringProperty("provider", added);
              json.writeStringProperty("replaced", id);
              json.writeBooleanProperty("removed", filling.complete());
              filling.write(json);
            });
  }
}

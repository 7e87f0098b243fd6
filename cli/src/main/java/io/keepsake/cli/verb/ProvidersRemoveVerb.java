package io.keepsake.cli.verb;

import io.keepsake.cli.config.VaultFileEdit;
import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.AuditAction;
import io.keepsake.core.vault.AuditEntry;
import io.keepsake.core.vault.AuditOutcome;
import io.keepsake.core.vault.VaultSettings;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code keepsake providers remove}: one replica less. */
@Command(
    name = "remove",
    description = {
      "Take a provider out of the vault file, once the others have everything.",
      "What it holds is left there. Needs no passphrase."
    },
    footer = {
      "",
      "Examples:",
      "  keepsake providers remove disk3 --copies 2",
      "  keepsake providers remove disk1 --lost",
      "",
      "Exit codes: 0 done, 1 the others lack something or cannot be asked,",
      "2 usage or configuration, 130 interrupted."
    })
public final class ProvidersRemoveVerb extends Verb {

  @Mixin private final VaultOptions vault = new VaultOptions();

  @Mixin private final ProviderDeparture departure = new ProviderDeparture();

  @Parameters(paramLabel = "ID", description = "Its id in the vault file.")
  private String id = "";

  /** The command for this shell. */
  public ProvidersRemoveVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Answer answer) throws Exception {
    VaultFileEdit edit = VaultFileEdit.of(vault.fileToChange(shell()));
    VaultSettings before = edit.now().settings();
    StoreSettings store = KnownProviders.find(before, id);
    int copies = before.policy().copies();
    departure.requireEnough(before, id, copies);
    Plugins plugins = vault.plugins(before.stores(), shell(), messages());
    long objects;
    try {
      objects = departure.requireAllElsewhere(before, id, plugins, progress());
    } finally {
      messages().clear();
    }
    departure.remove(edit, id, copies);
    edit.write();
    AuditEntry entry =
        AuditEntry.of(AuditAction.PROVIDER_REMOVE, AuditOutcome.DONE)
            .with(List.of(id))
            .with("copies", edit.now().settings().policy().copies())
            .with("minimum", edit.now().settings().minimumCopies());
    RecordedChange.note(entry, edit.now().settings(), plugins, shell(), messages(), progress());
    if (!quiet()) {
      answer.line(
          "%s removed: the others have all %s"
              .formatted(id, Human.count(objects, "object", "objects")));
      answer.line(ProviderDeparture.leftBehind(store));
    }
    answer
        .document()
        .ifPresent(
            json -> {
              json.writeStringProperty("provider", id);
              json.writeStringProperty("url", store.url().toString());
              json.writeNumberProperty("objects", objects);
              json.writeNumberProperty("copies", edit.now().settings().policy().copies());
            });
    return ExitCode.DONE;
  }
}

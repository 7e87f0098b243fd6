package io.keepsake.cli.verb;

import io.keepsake.cli.config.AgentPlan;
import io.keepsake.cli.config.SinkUse;
import io.keepsake.cli.config.VaultFile;
import io.keepsake.cli.key.KeyReader;
import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.JsonShapes;
import io.keepsake.cli.output.Messages;
import io.keepsake.cli.secret.SecretReferences;
import io.keepsake.cli.shell.Installation;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.alert.AlertSinkProvider;
import io.keepsake.core.spi.alert.SinkSettings;
import io.keepsake.core.spi.alert.SinkSettingsException;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a vault file is right, as far as that can be told without asking anybody: what it says,
 * and whether there are plugins for that which take it.
 *
 * @param file the file
 * @param vault how it was named, and where stored secrets are
 * @param shell what the command was started with
 * @param messages where warnings go
 */
record ConfigCheck(Path file, VaultOptions vault, Shell shell, Messages messages) {

  /**
   * Checks the file and says what it describes.
   *
   * @throws UsageException with all that is wrong
   */
  void run(Answer answer) throws UsageException {
    VaultFile read = VaultFile.read(file, SinkUse.OPENED);
    AgentPlan plan = read.agent().orElse(AgentPlan.USUAL);
    List<StoreSettings> stores = read.settings().stores();
    List<SinkSettings> sinks = plan.alerts().sinks();
    boolean opened = vault.secrets().isKeyGiven(shell);
    Plugins plugins =
        opened ? vault.plugins(stores, sinks, shell, messages) : Installation.plugins();
    List<String> problems = new ArrayList<>();
    List<String> unseen = new ArrayList<>();
    for (StoreSettings store : stores) {
      if (SecretReferences.areIn(store.options()) && !opened) {
        unseen.add("provider " + store.id());
      } else {
        problem(store, plugins).ifPresent(problems::add);
      }
    }
    for (SinkSettings sink : sinks) {
      if (SecretReferences.areIn(sink.options()) && !opened) {
        unseen.add("alert sink " + sink.id());
      } else {
        problem(sink, plugins).ifPresent(problems::add);
      }
    }
    if (problems.size() == 1) {
      throw UsageException.configuration(file + ", " + problems.getFirst());
    }
    if (!problems.isEmpty()) {
      throw UsageException.configuration(
          "%d problems in %s:\n  %s"
              .formatted(problems.size(), file, String.join("\n  ", problems)));
    }
    tell(read, plan, unseen, answer);
  }

  private static Optional<String> problem(StoreSettings store, Plugins plugins) {
    String scheme = String.valueOf(store.url().getScheme()).toLowerCase(Locale.ROOT);
    Optional<ObjectStoreProvider> provider = plugins.storage(scheme);
    if (provider.isEmpty()) {
      return Optional.of(
          "provider %s: no plugin opens '%s:'; 'keepsake plugins' lists what is installed."
              .formatted(store.id(), scheme));
    }
    try {
      provider.get().credentialExpiry(store); // reads the settings, and asks nobody
      return Optional.empty();
    } catch (StoreException e) {
      return Optional.of("provider %s: %s.".formatted(store.id(), e.getMessage()));
    }
  }

  private static Optional<String> problem(SinkSettings settings, Plugins plugins) {
    Optional<AlertSinkProvider> provider = plugins.sink(settings.type());
    if (provider.isEmpty()) {
      return Optional.of(
          "alert sink %s: no plugin knows the type '%s'; 'keepsake plugins' lists what is installed."
              .formatted(settings.id(), settings.type()));
    }
    try {
      provider.get().open(settings).close(); // sends nothing
      return Optional.empty();
    } catch (SinkSettingsException e) {
      return Optional.of("alert sink %s: %s.".formatted(settings.id(), e.getMessage()));
    }
  }

  private void tell(VaultFile read, AgentPlan plan, List<String> unseen, Answer answer) {
    int stores = read.settings().stores().size();
    answer.line(
        "%s: %s, %d copies wanted and %d needed; %s, %s"
            .formatted(
                file,
                Human.count(stores, "provider", "providers"),
                read.settings().policy().copies(),
                read.settings().policy().minimum(),
                Human.count(plan.jobs().size(), "schedule", "schedules"),
                Human.count(plan.alerts().sinks().size(), "alert sink", "alert sinks")));
    read.warnings().forEach(warning -> answer.line("  unwise: " + warning));
    unseen.forEach(
        each ->
            answer.line(
                "  not looked at: %s, which names stored secrets; give --secrets-key-file or set %s"
                    .formatted(each, KeyReader.SECRETS_VARIABLE)));
    answer.line(read.warnings().isEmpty() ? "nothing is wrong" : "nothing else is wrong");
    answer
        .document()
        .ifPresent(
            json -> {
              json.writeStringProperty("file", file.toString());
              json.writeNumberProperty("providers", stores);
              json.writeNumberProperty("schedules", plan.jobs().size());
              json.writeNumberProperty("sinks", plan.alerts().sinks().size());
              JsonShapes.strings(json, "warnings", read.warnings());
              JsonShapes.strings(json, "notLookedAt", unseen);
            });
  }
}

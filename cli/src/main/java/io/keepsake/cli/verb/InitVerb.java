package io.keepsake.cli.verb;

import io.keepsake.cli.config.Places;
import io.keepsake.cli.config.VaultFileText;
import io.keepsake.cli.key.KeyReader;
import io.keepsake.cli.key.KeySource;
import io.keepsake.cli.key.KeySource.Asking;
import io.keepsake.cli.key.NewKeyFile;
import io.keepsake.cli.output.Answer;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultKey;
import io.keepsake.core.vault.VaultSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;

/** {@code keepsake init}: a new vault. */
@Command(
    name = "init",
    description = {
      "Create a vault on all of its stores.",
      "With --to and a --vault file that does not exist, that file is written too."
    })
public final class InitVerb extends Verb {

  @Mixin private final VaultOptions vault = new VaultOptions();

  @Mixin private final KeyOptions key = new KeyOptions();

  @Option(
      names = "--new-key-file",
      paramLabel = "FILE",
      description = "Make a new key file there, and the vault's key of it. Keep a copy of it.")
  private Optional<Path> newKeyFile = Optional.empty();

  /** The command for this shell. */
  public InitVerb(Shell shell) {
    super(shell);
  }

  @Override
  protected ExitCode run(Answer answer) throws IOException, UsageException, InterruptedException {
    Optional<Path> fileToWrite = fileToWrite();
    VaultSettings settings =
        fileToWrite.isPresent()
            ? VaultOptions.withState(Places.settings(vault.places(), shell().directory()), shell())
            : vault.settings(shell(), messages());
    Optional<Path> keyFile = newKeyFile();
    Undo undo = new Undo();
    try (undo) {
      if (keyFile.isPresent()) {
        NewKeyFile.create(keyFile.get());
        undo.add(keyFile.get());
      }
      if (fileToWrite.isPresent()) {
        writeFile(fileToWrite.get(), settings);
        undo.add(fileToWrite.get());
      }
      create(settings, keyFile);
      undo.keepAll();
    }
    if (!quiet()) {
      tell(settings, fileToWrite, keyFile, answer);
    }
    answer.document().ifPresent(json -> write(json, settings, fileToWrite, keyFile));
    return ExitCode.DONE;
  }

  /** The vault file, if it is to be written: one that is named beside places, and not there. */
  private Optional<Path> fileToWrite() throws UsageException {
    Optional<Path> file = vault.file(shell());
    if (file.isEmpty() || vault.places().isEmpty()) {
      return Optional.empty();
    }
    if (Files.exists(file.get())) {
      throw UsageException.usage(
          "%s is there already. Leave out --to to use it, or name another file."
              .formatted(file.get()));
    }
    return file;
  }

  private Optional<Path> newKeyFile() throws UsageException {
    if (newKeyFile.isPresent() && key.isGiven()) {
      throw UsageException.usage(
          "--new-key-file excludes --key-file, --passphrase-file and --passphrase-command.");
    }
    return newKeyFile.map(shell()::resolve);
  }

  private static void writeFile(Path file, VaultSettings settings) throws UsageException {
    try {
      VaultFileText.write(file, settings);
    } catch (IOException e) {
      throw UsageException.configuration(
          "The vault file %s cannot be written: %s.".formatted(file, e.getMessage()));
    }
  }

  private void create(VaultSettings settings, Optional<Path> keyFile)
      throws IOException, UsageException, InterruptedException {
    KeySource source =
        keyFile.isPresent()
            ? new KeySource.KeyFile(keyFile.get())
            : key.source(shell(), Asking.TWICE);
    Plugins plugins = vault.plugins(settings.stores(), shell(), messages());
    VaultKey vaultKey = new KeyReader(shell(), messages()).read(source);
    try (Secret _ = vaultKey.secret();
        Vault _ = Vault.create(settings, vaultKey, plugins, progress())) {
      messages().clear();
    }
  }

  private static void tell(
      VaultSettings settings, Optional<Path> file, Optional<Path> keyFile, Answer answer) {
    int stores = settings.stores().size();
    answer.line("vault created in " + (stores == 1 ? "1 store:" : stores + " stores:"));
    for (StoreSettings store : settings.stores()) {
      answer.line("  %s  %s".formatted(store.id(), store.url()));
    }
    file.ifPresent(f -> answer.line("vault file written: " + f));
    keyFile.ifPresent(f -> answer.line("key file written: " + f));
    answer.line(
        keyFile.isPresent()
            ? "Keep a copy of the key file in another place: without it nothing can be restored."
            : "Keep the key in another place too: without it nothing can be restored.");
  }

  private static void write(
      JsonGenerator json, VaultSettings settings, Optional<Path> file, Optional<Path> keyFile) {
    json.writeArrayPropertyStart("stores");
    for (StoreSettings store : settings.stores()) {
      json.writeStartObject();
      json.writeStringProperty("id", store.id());
      json.writeStringProperty("url", store.url().toString());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberProperty("minimum", settings.minimumCopies());
    file.ifPresent(f -> json.writeStringProperty("vaultFile", f.toString()));
    keyFile.ifPresent(f -> json.writeStringProperty("keyFile", f.toString()));
  }
}

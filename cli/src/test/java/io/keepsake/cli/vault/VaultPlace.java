package io.keepsake.cli.vault;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.BackupRequest;
import io.keepsake.core.vault.BackupRequest.Comparison;
import io.keepsake.core.vault.BackupResult;
import io.keepsake.core.vault.BackupSources;
import io.keepsake.core.vault.RestoreRequest;
import io.keepsake.core.vault.RestoreResult;
import io.keepsake.core.vault.Snapshot;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VaultKey;
import io.keepsake.core.vault.VaultSettings;
import io.keepsake.core.vault.VerifyReport;
import io.keepsake.core.vault.VerifyRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A vault on the stores {@code one}, {@code two} and {@code three} of a directory. */
final class VaultPlace {

  static final List<String> IDS = List.of("one", "two", "three");
  private static final String HOST = "host";

  private final Path directory;
  private final Plugins plugins;

  VaultPlace(Path directory) throws IOException {
    this(directory, Plugins.installed());
  }

  VaultPlace(Path directory, Plugins plugins) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.plugins = plugins;
  }

  /** The directory of a store. */
  StoreFiles store(String id) {
    return new StoreFiles(directory.resolve(id));
  }

  /** All that lies in all stores, to tell whether anything changed. */
  Map<String, Map<String, String>> everything() throws IOException {
    Map<String, Map<String, String>> all = new TreeMap<>();
    for (String id : IDS) {
      all.put(id, store(id).hashes());
    }
    return all;
  }

  VaultSettings settings(String... ids) {
    return settings(1, ids);
  }

  VaultSettings settings(int minimum, String... ids) {
    return new VaultSettings(Arrays.stream(ids).map(this::storeSettings).toList(), minimum);
  }

  StoreSettings storeSettings(String id) {
    return new StoreSettings(id, directory.resolve(id).toUri(), Map.of());
  }

  /** A key file full of one byte; costs no time. */
  static VaultKey key(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return new VaultKey.KeyFile(Secret.copyOf(bytes));
  }

  Vault create() throws VaultException {
    return Vault.create(settings(2, "one", "two", "three"), key(7), plugins, VaultListener.NONE);
  }

  Vault open() throws VaultException {
    return open("one", "two", "three");
  }

  Vault open(String... ids) throws VaultException {
    return open(settings(Math.min(2, ids.length), ids), key(7));
  }

  Vault open(VaultSettings settings, VaultKey key) throws VaultException {
    return Vault.open(settings, key, plugins, VaultListener.NONE);
  }

  /** Backs up one directory or file. */
  static BackupResult backup(Vault vault, Path source) throws VaultException {
    return backup(vault, source, Comparison.PREVIOUS_SNAPSHOT);
  }

  static BackupResult backup(Vault vault, Path source, Comparison comparison)
      throws VaultException {
    return vault.backup(
        new BackupRequest(
            BackupSources.files(List.of(source), List.of(), BackupSources.Boundary.NONE),
            HOST,
            "user",
            Map.of(),
            comparison),
        VaultListener.NONE);
  }

  static RestoreResult restore(Vault vault, Snapshot snapshot, Path target) throws VaultException {
    return vault.restore(RestoreRequest.all(snapshot.id(), target), VaultListener.NONE);
  }

  static VerifyReport verify(Vault vault) throws VaultException {
    return vault.verify(new VerifyRequest(VerifyRequest.Depth.DATA, 100), VaultListener.NONE);
  }

  /** Every pair of store and object that verification names, as {@code store object}. */
  static Set<String> named(VerifyReport report) {
    return report.findings().stream()
        .map(finding -> finding.storeId() + " " + finding.object())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Where a path lies below the target of a restore. */
  static Path below(Path target, Path source) {
    return target.resolve(source.getRoot().relativize(source));
  }
}

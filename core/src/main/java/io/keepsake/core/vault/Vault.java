package io.keepsake.core.vault;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.plugin.Plugins;
import java.util.List;
import java.util.function.Consumer;

/**
 * A vault that is open: one logical repository with a replica on each of its stores. Safe for use
 * by several threads. Several processes may write to one vault at once.
 */
public final class Vault implements AutoCloseable {

  private Vault() {}

  /**
   * Creates a new vault on all the stores and opens it. Where one store fails, the others are
   * cleared of what was written.
   *
   * @throws VaultException kind {@code ALREADY_EXISTS} if any store holds a vault, {@code
   *     CONFIGURATION}, {@code TOO_FEW_COPIES}
   */
  public static Vault create(
      VaultSettings settings, VaultKey key, Plugins plugins, VaultListener listener)
      throws VaultException {
    return Unbuilt.yet(settings, key, plugins, listener);
  }

  /**
   * Opens a vault. Stores that cannot be reached are told by an event and left out.
   *
   * @throws VaultException kind {@code NO_VAULT}, {@code WRONG_KEY}, {@code NEWER_FORMAT}, {@code
   *     OTHER_VAULT}, {@code DAMAGED}, {@code CONFIGURATION}, {@code TOO_FEW_COPIES}
   */
  public static Vault open(
      VaultSettings settings, VaultKey key, Plugins plugins, VaultListener listener)
      throws VaultException {
    return Unbuilt.yet(settings, key, plugins, listener);
  }

  /**
   * Backs up a source. The snapshot is written last: after a failure or an interrupt the vault is
   * valid and this backup is not in it.
   */
  public BackupResult backup(BackupRequest request, VaultListener listener) throws VaultException {
    return Unbuilt.yet(request, listener);
  }

  /**
   * Restores. Nothing outside the target is written. After a failure or an interrupt, finished
   * files are in place; running it again goes on from there.
   */
  public RestoreResult restore(RestoreRequest request, VaultListener listener)
      throws VaultException {
    return Unbuilt.yet(request, listener);
  }

  /** All snapshots, oldest first. */
  public List<Snapshot> snapshots() throws VaultException {
    return Unbuilt.yet();
  }

  /**
   * Finds one snapshot.
   *
   * @param reference {@code latest}, or the first 4 or more digits of an id
   * @throws VaultException kind {@code NO_SUCH_SNAPSHOT}
   */
  public Snapshot snapshot(String reference) throws VaultException {
    return Unbuilt.yet(reference);
  }

  /**
   * Visits the entries of a snapshot depth first, a directory before what is in it.
   *
   * @param path absolute path to begin with; {@code /} for everything
   */
  public void entries(SnapshotId snapshot, String path, Consumer<SnapshotEntry> visitor)
      throws VaultException {
    Unbuilt.yet(snapshot, path, visitor);
  }

  /** Compares two snapshots, in the order of their paths. */
  public void differences(SnapshotId first, SnapshotId second, Consumer<Difference> visitor)
      throws VaultException {
    Unbuilt.yet(first, second, visitor);
  }

  /** Figures of the whole vault. */
  public VaultStats stats() throws VaultException {
    return Unbuilt.yet();
  }

  /** Checks what is stored. Damage is reported, not thrown. */
  public VerifyReport verify(VerifyRequest request, VaultListener listener) throws VaultException {
    return Unbuilt.yet(request, listener);
  }

  /** Closes the stores and forgets the keys. */
  @Override
  public void close() {}
}

package io.keepsake.cli.crash;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.vault.BackupResult;
import io.keepsake.core.vault.RestoreRequest;
import io.keepsake.core.vault.Vault;
import java.nio.file.Path;

/** A process that works on a vault and halts at a stop point, as if killed there. */
final class CrashProcess {

  /** What the shell tells of a process that was killed. */
  static final int KILLED = 137;

  private CrashProcess() {}

  /** Arguments: what to do, the vault's directory, the source or target, the stop point. */
  public static void main(String[] arguments) throws Exception {
    CrashVault place = new CrashVault(Path.of(arguments[1]));
    Path files = Path.of(arguments[2]);
    Trap trap =
        new Trap(StopPoint.ofArgument(arguments[3]), () -> Runtime.getRuntime().halt(KILLED));
    TrappedPlugins plugins = new TrappedPlugins(trap);
    switch (arguments[0]) {
      case "init" -> place.create(plugins).close();
      case "backup" -> backup(place, files, plugins);
      case "restore" -> restore(place, files, plugins);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void backup(CrashVault place, Path source, TrappedPlugins plugins)
      throws Exception {
    try (Vault vault = place.open(plugins)) {
      BackupResult result = CrashVault.backup(vault, source);
      System.out.println(result.newChunks() + " " + result.bytesStored());
    }
  }

  private static void restore(CrashVault place, Path target, TrappedPlugins plugins)
      throws Exception {
    try (Vault vault = place.open(plugins)) {
      vault.restore(RestoreRequest.all(vault.snapshot("latest").id(), target), VaultListener.NONE);
    }
  }
}

package io.keepsake.cli.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.cli.crash.StopPoint.Call;
import io.keepsake.cli.crash.StopPoint.Kind;
import io.keepsake.cli.crash.StopPoint.Moment;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.core.vault.VerifyRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The making of a vault, killed between its steps: key and header of one store, then the other. */
final class InitCrashTest {

  @TempDir(factory = MemoryDirectory.class)
  Path directory;

  @Test
  void killedAtEveryStep() {
    Runs runs = new Runs();
    for (String store : CrashVault.STORES) {
      for (Kind kind : List.of(Kind.KEY, Kind.HEADER)) {
        add(runs, new StopPoint(Call.PUT, kind, 1, store, Moment.BEFORE));
        add(runs, new StopPoint(Call.PUT, kind, 1, store, Moment.HALFWAY));
      }
    }
    add(runs, new StopPoint(Call.PUT, Kind.HEADER, 1, "b", Moment.AFTER));
    runs.runAll();
  }

  private void add(Runs runs, StopPoint point) {
    CrashVault vault = new CrashVault(directory.resolve("run-" + runs.size()));
    runs.add(
        point.toString(),
        () -> {
          Files.createDirectory(vault.directory());
          ForkedProcess process = ForkedProcess.start("init", vault, vault.directory(), point);
          assertEquals(String.valueOf(CrashProcess.KILLED), process.end().strip());
          check(vault);
        });
  }

  /**
   * A store with a header has its key, too, and opens. What is there is never taken for a place to
   * make a vault in; emptied, as the message says, it is one.
   */
  private void check(CrashVault vault) throws IOException {
    Set<String> first = vault.objects("a");
    if (first.contains("keepsake.json")) {
      try (Vault open = vault.open(TrappedPlugins.harmless())) {
        int complete = vault.objects("b").contains("keepsake.json") ? 2 : 1;
        assertEquals(2, first.size(), "a header and a key");
        assertEquals(2 - complete, open.verify(structure(), VaultListener.NONE).findings().size());
        assertEquals(List.of(), open.snapshots());
      }
    } else {
      assertEquals(VaultException.Kind.NO_VAULT, failureToOpen(vault));
    }
    if (!vault.objects().isEmpty()) {
      VaultException e =
          assertThrows(VaultException.class, () -> vault.create(TrappedPlugins.harmless()));
      assertEquals(VaultException.Kind.ALREADY_EXISTS, e.kind());
      assertTrue(e.getMessage().contains("interrupted 'init'"), e.getMessage());
      for (String store : CrashVault.STORES) {
        Trees.delete(vault.directory().resolve(store));
      }
    }
    backUp(vault);
  }

  private static VaultException.Kind failureToOpen(CrashVault vault) {
    return assertThrows(VaultException.class, () -> vault.open(TrappedPlugins.harmless())).kind();
  }

  private void backUp(CrashVault vault) throws IOException {
    Path source = vault.directory().resolve("source");
    Trees.makeFirst(source, new SplittableRandom(1));
    try (Vault made = vault.create(TrappedPlugins.harmless())) {
      assertTrue(CrashVault.backup(made, source).complete());
    }
    try (Vault open = vault.open(TrappedPlugins.harmless())) {
      assertEquals(List.of(), open.verify(structure(), VaultListener.NONE).findings());
      assertEquals(1, open.snapshots().size());
    }
  }

  private static VerifyRequest structure() {
    return new VerifyRequest(VerifyRequest.Depth.STRUCTURE, 100);
  }

  @Test
  void whoComesSecondDoesNotRemoveWhatTheFirstMade() throws Exception {
    CrashVault vault = new CrashVault(directory.resolve("race"));
    Files.createDirectory(vault.directory());
    Runnable faster =
        () -> {
          try {
            vault.create(TrappedPlugins.harmless()).close();
          } catch (VaultException e) {
            throw new IllegalStateException(e);
          }
        };
    StopPoint point = new StopPoint(Call.PUT, Kind.KEY, 1, "a", Moment.BEFORE);
    TrappedPlugins slower = new TrappedPlugins(new Trap(point, faster));
    assertThrows(VaultException.class, () -> vault.create(slower));
    try (Vault open = vault.open(TrappedPlugins.harmless())) {
      assertEquals(List.of(), open.verify(structure(), VaultListener.NONE).findings());
    }
  }
}

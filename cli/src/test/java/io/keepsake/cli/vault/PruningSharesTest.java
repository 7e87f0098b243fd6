package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.vault.PruneRequest;
import io.keepsake.core.vault.PruneResult;
import io.keepsake.core.vault.SnapshotId;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.testkit.storage.Call;
import io.keepsake.testkit.storage.FaultyStore;
import io.keepsake.testkit.storage.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is too much for one step goes in several, and comes to the same. */
final class PruningSharesTest extends ThreeBackups {

  private static final PruneRequest ONE_BY_ONE =
      PruneRequest.waiting(Duration.ZERO).withMostAtOnce(1);

  /** More steps than there are rounds for what fits into one. */
  @Test
  void oneObjectAtATimeIsAllInTheEnd() throws IOException {
    forgetMore(4);
    List<FaultyStore> opened = new ArrayList<>();
    plugins.onceOpened("one", opened::add);
    try (Vault vault = place.open()) {
      PruneResult would = of(vault).preview(ONE_BY_ONE);
      assertTrue(would.packs() > 8, would.toString());
      assertEquals(would, of(vault).preview(PruneRequest.waiting(Duration.ZERO)));
      PruneResult did = of(vault).prune(ONE_BY_ONE);
      assertTrue(did.complete(), did.toString());
      assertEquals(would.packs(), did.packs());
      assertTrue(did.indexes() >= would.indexes(), did.toString());
      assertEquals(did.packs() + did.indexes(), did.space().get("one").objects());
      requireNoTraces();
      requireSound(vault, 1);
    }
    List<Call> puts =
        opened.getFirst().log().stream().filter(call -> call.operation() == Operation.PUT).toList();
    long condemned = puts.stream().filter(call -> call.name().startsWith("condemned/")).count();
    long swept = puts.stream().filter(call -> call.name().startsWith("swept/")).count();
    assertTrue(condemned > 8 && condemned >= swept, condemned + " for " + swept);
    try (Vault vault = place.open()) {
      PruneResult again = prune(vault);
      assertEquals(0, again.packs() + again.indexes());
      assertEquals(List.of(), place.store("one").names("swept/"));
    }
  }

  /** What is on record stays that long: on none, what moved would be needed again. */
  @Test
  void whatAnEarlierRunEmptiedGoesToo() throws IOException {
    needHalfOfAPack();
    try (Vault vault = place.open()) {
      of(vault).prune(PruneRequest.waiting(Duration.ZERO).withUnusedPercent(100));
      fail(puts("swept/"), VaultPlace.IDS.toArray(String[]::new));
      assertThrows(VaultException.class, () -> prune(vault));
      plugins.heal();
    }
    assertTrue(hasLargePack());
    forgetMore(3);
    try (Vault vault = place.open()) {
      of(vault).fenceOlderThan(Duration.ZERO);
      PruneResult did = of(vault).prune(ONE_BY_ONE.withUnusedPercent(100));
      assertTrue(did.complete(), did.toString());
      assertFalse(hasLargePack());
      requireNoTraces();
      requireSound(vault, 1);
    }
  }

  /** So many backups more with a file of their own, and only the last snapshot is left. */
  private void forgetMore(int backups) throws IOException {
    int before = ids.size();
    try (Vault vault = place.open()) {
      for (int i = 0; i < backups; i++) {
        Files.write(source.resolve("added"), Trees.random(100 + i, 50_000));
        ids.add(VaultPlace.backup(vault, source).snapshot().id());
      }
      List<?> there = vault.snapshots().stream().map(each -> each.id()).toList();
      forget(
          ids.subList(0, before + backups - 1).stream()
              .filter(there::contains)
              .toArray(SnapshotId[]::new));
    }
  }

  private boolean hasLargePack() throws IOException {
    for (String pack : place.store("one").names("packs/")) {
      if (place.store("one").read(pack).length > 900_000) {
        return true;
      }
    }
    return false;
  }

  @Test
  void moreProvidersThanCanBeToldApartAreRefused() throws IOException {
    String[] many = IntStream.range(0, 65).mapToObj("p%02d"::formatted).toArray(String[]::new);
    VaultPlace large = new VaultPlace(directory.resolve("many"), plugins);
    try (Vault vault =
        Vault.create(large.settings(2, many), VaultPlace.key(7), plugins, VaultListener.NONE)) {
      VaultException refused = assertThrows(VaultException.class, () -> prune(vault));
      assertEquals(VaultException.Kind.CONFIGURATION, refused.kind());
      assertEquals(
          "A vault of at most 64 providers can be pruned, and this one has 65; nothing was deleted",
          refused.getMessage());
      assertThrows(
          VaultException.class, () -> of(vault).preview(PruneRequest.waiting(Duration.ZERO)));
      assertEquals(List.of(), large.store("p00").names("sessions/"));
    }
  }
}

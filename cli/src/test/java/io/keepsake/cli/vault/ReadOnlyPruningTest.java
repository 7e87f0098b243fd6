package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.placement.CopyPolicy;
import io.keepsake.core.placement.ProviderTraits;
import io.keepsake.core.placement.Role;
import io.keepsake.core.vault.ErasureResult;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultErasure;
import io.keepsake.core.vault.VaultSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A provider that is only read keeps what it has, and makes no work for the others. */
final class ReadOnlyPruningTest extends ThreeBackups {

  private VaultSettings settings() {
    return new VaultSettings(
        VaultPlace.IDS.stream().map(place::storeSettings).toList(),
        List.of(
            ProviderTraits.active("one"),
            ProviderTraits.active("two"),
            new ProviderTraits("three", Role.READ_ONLY, Optional.empty(), 0, 0)),
        new CopyPolicy(2, 1, 0));
  }

  @Test
  void whatItHasIsNotSaidToBeErased() throws IOException {
    Path other = Files.createDirectory(directory.resolve("couple"));
    Files.write(other.resolve("vows"), Trees.random(5, 50_000));
    try (Vault vault = place.open()) {
      ids.add(VaultPlace.backup(vault, other).snapshot().id());
    }
    try (Vault vault = place.open(settings(), VaultPlace.key(7))) {
      ErasureResult result =
          new VaultErasure(vault, "host", "user", VaultListener.NONE)
              .erase(List.of(ids.getLast()), WHY, Duration.ZERO);
      assertEquals(Set.of("three"), result.pending().keySet());
      assertFalse(result.proven());
    }
  }

  @Test
  void itKeepsEverythingAndIndexesAreRewrittenOnce() throws IOException {
    forgetHalfOfAnIndexObject();
    List<String> packs = place.store("three").names("packs/");
    List<String> old = place.store("one").names("index/");
    try (Vault vault = place.open(settings(), VaultPlace.key(7))) {
      assertTrue(prune(vault).packs() > 0);
      List<String> indexes = place.store("one").names("index/");
      assertFalse(indexes.containsAll(old), "old index objects stayed");
      prune(vault);
      assertEquals(indexes, place.store("one").names("index/"));
      assertEquals(packs, place.store("three").names("packs/"));
      assertFalse(place.store("one").names("swept/").isEmpty(), "the third still has it");
    }
    try (Vault alone = place.open("three")) {
      assertEquals(4, alone.snapshots().size());
    }
  }
}

package io.keepsake.core.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.placement.CopyPolicy;
import io.keepsake.core.placement.ProviderTraits;
import io.keepsake.core.placement.Role;
import io.keepsake.core.spi.storage.StoreSettings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VaultSettingsTest {

  private static final List<StoreSettings> TWO = List.of(store("a", "/x"), store("b", "/y"));

  private static StoreSettings store(String id, String path) {
    return new StoreSettings(id, URI.create("file://" + path), Map.of());
  }

  private static void assertRefused(String part, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void storesWithoutMoreAreActiveAndAllWanted() {
    VaultSettings settings = VaultSettings.of(TWO);
    assertEquals(
        List.of(ProviderTraits.active("a"), ProviderTraits.active("b")), settings.traits());
    assertEquals(new CopyPolicy(2, 2, 0), settings.policy());
    assertEquals(new CopyPolicy(2, 1, 0), new VaultSettings(TWO, 1).policy());
    assertEquals(1, new VaultSettings(TWO, 1).minimumCopies());
    assertEquals(List.of("a", "b"), settings.placement().initial());
  }

  @Test
  void traitsBelongToTheStoresInTheirOrder() {
    ProviderTraits standby = new ProviderTraits("b", Role.STANDBY, Optional.empty(), 1, 2);
    VaultSettings settings =
        new VaultSettings(TWO, List.of(ProviderTraits.active("a"), standby), CopyPolicy.of(1));
    assertEquals(List.of("a"), settings.placement().initial());
    assertRefused(
        "in their order",
        () ->
            new VaultSettings(TWO, List.of(standby, ProviderTraits.active("a")), CopyPolicy.of(1)));
    assertRefused(
        "in their order",
        () -> new VaultSettings(TWO, List.of(ProviderTraits.active("a")), CopyPolicy.of(1)));
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertRefused("at least one provider", () -> VaultSettings.of(List.of()));
    assertRefused("1 to the number wanted (2), not 3", () -> new VaultSettings(TWO, 3));
    assertRefused("1 to the number wanted (2), not 0", () -> new VaultSettings(TWO, 0));
    assertRefused("the id a", () -> VaultSettings.of(List.of(store("a", "/x"), store("a", "/y"))));
    assertRefused(
        "the URL file:///x", () -> VaultSettings.of(List.of(store("a", "/x"), store("b", "/x"))));
  }
}

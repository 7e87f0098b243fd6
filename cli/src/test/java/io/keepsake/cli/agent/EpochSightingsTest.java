package io.keepsake.cli.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.keepsake.core.vault.DataKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Since when data keys are used. */
final class EpochSightingsTest {

  private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path directory;

  @Test
  void whatTheVaultSaysCounts() {
    EpochSightings sightings = new EpochSightings(directory.resolve("epochs"));
    assertEquals(Optional.of(THEN), sightings.since(new DataKeys(1, Optional.of(THEN))));
    assertFalse(Files.exists(sightings.directory()));
  }

  @Test
  void theFirstSightIsRemembered() throws Exception {
    EpochSightings sightings = new EpochSightings(directory.resolve("epochs"));
    DataKeys keys = new DataKeys(2, Optional.empty());
    Instant before = Instant.now().minusSeconds(2);
    assertFalse(sightings.since(keys).orElseThrow().isBefore(before));
    Files.setLastModifiedTime(sightings.directory().resolve("epoch-2"), FileTime.from(THEN));
    assertEquals(Optional.of(THEN), sightings.since(keys));
    assertFalse(sightings.since(new DataKeys(3, Optional.empty())).orElseThrow().isBefore(before));
  }

  @Test
  void whatCannotBeKeptIsNotKnown() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    assertEquals(
        Optional.empty(), new EpochSightings(file).since(new DataKeys(2, Optional.empty())));
  }
}

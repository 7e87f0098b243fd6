package io.keepsake.cli.agent;

import io.keepsake.core.vault.DataKeys;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the data keys of a vault began to be used: what the vault says, or else when this agent
 * first saw them, which an empty file for each epoch remembers by its time. So keys are at least as
 * old as they are said to be.
 *
 * @param directory for the files; made when it is needed
 */
record EpochSightings(Path directory) {

  private static final Logger LOG = LoggerFactory.getLogger(EpochSightings.class);

  /** Since when these keys are used, as far as it is known; empty if that cannot be kept. */
  Optional<Instant> since(DataKeys keys) {
    return keys.since().or(() -> sighting(keys.epoch()));
  }

  private Optional<Instant> sighting(int epoch) {
    Path file = directory.resolve("epoch-" + epoch);
    try {
      Files.createDirectories(directory);
      try {
        Files.createFile(file);
      } catch (FileAlreadyExistsException e) {
        LOG.trace("Epoch {} was seen before", epoch);
      }
      return Optional.of(Files.getLastModifiedTime(file).toInstant());
    } catch (IOException e) {
      LOG.debug("It cannot be remembered when epoch {} was first seen", epoch, e);
      return Optional.empty();
    }
  }
}

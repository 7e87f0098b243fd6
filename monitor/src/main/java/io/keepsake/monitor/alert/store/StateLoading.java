package io.keepsake.monitor.alert.store;

import io.keepsake.monitor.alert.store.StateStore.Generation;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the newest state that can be read. */
public final class StateLoading {

  private static final Logger LOG = LoggerFactory.getLogger(StateLoading.class);

  private StateLoading() {}

  /**
   * Loads the last state; if it is damaged, sets it aside and takes the one before, or an empty
   * one. What was set aside is noted in the state.
   *
   * @throws IOException if it cannot be read at all, or a newer Keepsake wrote it
   */
  public static AlertState load(StateStore store, Instant now) throws IOException {
    List<String> notes = new ArrayList<>();
    AlertState state = AlertState.EMPTY;
    for (Generation generation : Generation.values()) {
      Optional<AlertState> found = read(store, generation, notes, now);
      if (found.isPresent()) {
        state = found.get();
        break;
      }
    }
    for (String note : notes) {
      LOG.warn("{}", note);
      state = state.noting(note);
    }
    return state;
  }

  private static Optional<AlertState> read(
      StateStore store, Generation generation, List<String> notes, Instant now) throws IOException {
    Optional<byte[]> bytes = store.load(generation);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(StateCodec.read(bytes.get()));
    } catch (StateCodec.NewerVersionException e) {
      throw e;
    } catch (IOException e) {
      String to = store.setAside(generation, Long.toString(now.toEpochMilli()));
      notes.add(
          "%s: the state of alerts was damaged (%s) and is now in %s. %s"
              .formatted(now, e.getMessage(), to, consequence(generation)));
      return Optional.empty();
    }
  }

  private static String consequence(Generation generation) {
    return switch (generation) {
      case LAST -> "The state before it is used, if it is there; notices may come twice";
      case PREVIOUS ->
          "It began anew: silences are gone, what goes on is told again, and what was over is not";
    };
  }

  /**
   * The last state, for a look without touching anything.
   *
   * @return empty if there is none
   * @throws IOException if it cannot be read, is damaged, or a newer Keepsake wrote it
   */
  public static Optional<AlertState> look(StateStore store) throws IOException {
    Optional<byte[]> bytes = store.load(Generation.LAST);
    if (bytes.isEmpty()) {
      bytes = store.load(Generation.PREVIOUS);
    }
    return bytes.isEmpty() ? Optional.empty() : Optional.of(StateCodec.read(bytes.get()));
  }
}

package io.keepsake.monitor.alert.store;

import java.io.IOException;
import java.util.Optional;

/** Where the bytes of a state are kept. The last state is kept with the one before it. */
public interface StateStore {

  /** Which of the two. */
  enum Generation {
    /** The last one that was saved. */
    LAST,
    /** The one before. */
    PREVIOUS
  }

  /**
   * Reads a generation.
   *
   * @return empty if there is none
   */
  Optional<byte[]> load(Generation generation) throws IOException;

  /** Saves the next one; it is there after a loss of power, or the last one still is. */
  void save(byte[] bytes) throws IOException;

  /**
   * Sets a damaged generation aside, for people to look at.
   *
   * @param suffix makes its name different from those of others
   * @return where it is now, for people
   */
  String setAside(Generation generation, String suffix) throws IOException;
}

package io.keepsake.monitor.dashboard;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * A job that runs now.
 *
 * @param id the same as long as it runs
 * @param name a schedule's name, or what was called by hand
 * @param phase what it does just now, one or two words; may be empty
 * @param bytes how far it is in bytes
 * @param files how far it is in files or objects
 * @param since when it began
 */
public record RunningJob(
    String id, String name, String phase, Progress bytes, Progress files, Instant since) {

  /**
   * How far something is.
   *
   * @param done how much is done
   * @param total how much there is; empty if that is not known (yet)
   */
  public record Progress(long done, OptionalLong total) {

    /**
     * Checks the numbers. More may be done than there was expected to be.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public Progress {
      if (done < 0 || total.orElse(0) < 0) {
        throw new IllegalArgumentException("No progress: " + done + " of " + total);
      }
    }

    /** Of a known whole. */
    public static Progress of(long done, long total) {
      return new Progress(done, OptionalLong.of(total));
    }

    /** Of a whole that is not known. */
    public static Progress of(long done) {
      return new Progress(done, OptionalLong.empty());
    }
  }

  /**
   * Checks the names.
   *
   * @throws IllegalArgumentException if the id or the name is blank
   */
  public RunningJob {
    if (id.isBlank() || name.isBlank()) {
      throw new IllegalArgumentException("A job has an id and a name");
    }
  }
}

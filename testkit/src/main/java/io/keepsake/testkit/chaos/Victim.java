package io.keepsake.testkit.chaos;

import java.io.IOException;
import java.util.List;

/** Works on a vault in a process of its own, which is killed. */
@FunctionalInterface
public interface Victim {

  /** Where everything happens in one process, which goes on living. */
  Victim NONE =
      (schedule, header) -> {
        throw new UnsupportedOperationException("Nobody can be killed here");
      };

  /**
   * Lets a process go through a schedule with {@link Doomed#run}, kills it once it says {@link
   * Doomed#REACHED}, and waits for its end.
   *
   * @param schedule the troubles of now, and as the last step a {@link Step.Kill}
   * @param header to be handed on to {@link Doomed#run}
   * @return the lines that it said
   * @throws ChaosFailure if it ended by itself otherwise than it should
   */
  List<String> run(Schedule schedule, String header) throws IOException, InterruptedException;
}

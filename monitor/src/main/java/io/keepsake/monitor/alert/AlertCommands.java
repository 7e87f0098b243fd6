package io.keepsake.monitor.alert;

import io.keepsake.monitor.alert.state.AlertMatcher;
import io.keepsake.monitor.alert.state.Answer;
import io.keepsake.monitor.alert.store.AlertState;
import io.keepsake.monitor.alert.store.Command;
import io.keepsake.monitor.alert.store.CommandFiles;
import io.keepsake.monitor.alert.store.StateFiles;
import io.keepsake.monitor.alert.store.StateLoading;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Alerts as seen from another process than the agent's. What is listed is what the agent saved
 * last; commands are left in a directory, which the agent empties at its next tick, or when it runs
 * again.
 */
public final class AlertCommands {

  static final String SPOOL = "commands";

  private final StateFiles state;
  private final CommandFiles spool;
  private final InstantSource clock;
  private final RandomGenerator random;

  /**
   * For the directory of an agent.
   *
   * @param random for the ids of commands
   */
  public AlertCommands(Path directory, InstantSource clock, RandomGenerator random) {
    this.state = new StateFiles(directory);
    this.spool = new CommandFiles(directory.resolve(SPOOL));
    this.clock = clock;
    this.random = random;
  }

  /**
   * What is wrong, and who is told.
   *
   * @return empty if no agent has run with this directory
   * @throws IOException if it cannot be read, or is damaged
   */
  public Optional<AlertListing> list() throws IOException {
    return StateLoading.look(state).map(found -> AlertListing.of(found, clock.instant()));
  }

  /**
   * Asks for no reminders of an alert until it changes.
   *
   * @param who knows of it
   * @param note what is being done; may be empty
   * @return the id of the command, for {@link #answer}
   * @throws IOException if the command cannot be left
   * @throws IllegalArgumentException if it does not say who
   */
  public String acknowledge(String identity, String who, String note) throws IOException {
    requireText(who, "who");
    return submit(new Command.Acknowledge(identity, who, note));
  }

  /**
   * Asks not to be told of some alerts for a while. The end of what was told is told all the same.
   *
   * @return the id of the command, which is that of the silence too
   * @throws IOException if the command cannot be left
   * @throws IllegalArgumentException if it does not say who or why, or would be over already
   */
  public String silence(AlertMatcher matcher, Instant until, String reason, String who)
      throws IOException {
    requireText(who, "who");
    requireText(reason, "why");
    if (!clock.instant().isBefore(until)) {
      throw new IllegalArgumentException("A silence ends in the future, not at " + until);
    }
    return submit(new Command.Silence(matcher, until, reason, who));
  }

  /**
   * Ends a silence before its time.
   *
   * @return the id of the command
   * @throws IOException if the command cannot be left
   */
  public String unsilence(String silence) throws IOException {
    return submit(new Command.Unsilence(silence));
  }

  /**
   * Asks for a notice, to see that it arrives.
   *
   * @param sink to which; empty for all
   * @return the id of the command
   * @throws IOException if the command cannot be left
   */
  public String test(Optional<String> sink, String who) throws IOException {
    requireText(who, "who");
    return submit(new Command.Test(sink, who));
  }

  /**
   * What became of a command.
   *
   * @return empty if it still waits, or 200 others were answered since
   * @throws IOException if the state cannot be read, or is damaged
   */
  public Optional<Answer> answer(String command) throws IOException {
    return StateLoading.look(state).map(AlertState::answers).stream()
        .flatMap(answers -> answers.stream())
        .filter(each -> each.command().equals(command))
        .findFirst();
  }

  private static void requireText(String text, String what) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("Say " + what);
    }
  }

  private String submit(Command command) throws IOException {
    return spool.submit(command, clock.instant(), random);
  }
}

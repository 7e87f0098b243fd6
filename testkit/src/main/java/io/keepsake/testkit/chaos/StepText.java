package io.keepsake.testkit.chaos;

import io.keepsake.core.vault.RepairRequest.Depth;
import java.util.List;
import java.util.Locale;

/** Steps as lines of text, and back. */
final class StepText {

  private static final String UNTIL_LIFTED = "lifted";

  private StepText() {}

  static String of(Step step) {
    return switch (step) {
      case Step.Change change -> "change " + change.seed();
      case Step.Backup _ -> "backup";
      case Step.Restore restore -> "restore " + restore.seed();
      case Step.Verify _ -> "verify";
      case Step.Repair repair -> "repair " + lower(repair.depth());
      case Step.Forget forget -> "forget " + forget.seed();
      case Step.Hold hold -> "hold " + hold.seed();
      case Step.Prune _ -> "prune";
      case Step.Fence _ -> "fence";
      case Step.Reopen _ -> "reopen";
      case Step.Begin begin -> "begin " + begin.site() + " " + of(begin.strike());
      case Step.Lift lift -> "lift " + lift.site();
      case Step.Damage damage ->
          "damage " + damage.site() + " " + lower(damage.harm()) + " " + damage.seed();
      case Step.Interrupt interrupt -> "interrupt " + interrupt.after();
      case Step.Kill kill ->
          "kill %d %s %s".formatted(kill.call(), lower(kill.grip()), of(kill.doing()));
    };
  }

  private static String of(Strike strike) {
    String end =
        strike.lasting() == Strike.UNTIL_LIFTED ? UNTIL_LIFTED : String.valueOf(strike.lasting());
    return "%s after %d until %s seed %d"
        .formatted(lower(strike.trouble()), strike.after(), end, strike.seed());
  }

  /**
   * The step that a line means.
   *
   * @throws IllegalArgumentException if it means none
   */
  static Step parse(String line) {
    List<String> words = List.of(line.strip().split(" +", -1));
    try {
      return switch (words.getFirst()) {
        case "change" -> new Step.Change(Long.parseLong(words.get(1)));
        case "backup" -> new Step.Backup();
        case "restore" -> new Step.Restore(Long.parseLong(words.get(1)));
        case "verify" -> new Step.Verify();
        case "repair" -> new Step.Repair(Depth.valueOf(upper(words.get(1))));
        case "forget" -> new Step.Forget(Long.parseLong(words.get(1)));
        case "hold" -> new Step.Hold(Long.parseLong(words.get(1)));
        case "prune" -> new Step.Prune();
        case "fence" -> new Step.Fence();
        case "reopen" -> new Step.Reopen();
        case "begin" -> new Step.Begin(words.get(1), strike(words));
        case "lift" -> new Step.Lift(words.get(1));
        case "damage" ->
            new Step.Damage(
                words.get(1), Harm.valueOf(upper(words.get(2))), Long.parseLong(words.get(3)));
        case "interrupt" -> new Step.Interrupt(Long.parseLong(words.get(1)));
        case "kill" ->
            new Step.Kill(
                Long.parseLong(words.get(1)),
                Step.Kill.Grip.valueOf(upper(words.get(2))),
                parse(String.join(" ", words.subList(3, words.size()))));
        default -> throw new IllegalArgumentException("unknown");
      };
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("No step: '" + line + "'", e);
    }
  }

  private static Strike strike(List<String> words) {
    return new Strike(
        Trouble.valueOf(upper(words.get(2))),
        Long.parseLong(words.get(4)),
        words.get(6).equals(UNTIL_LIFTED) ? Strike.UNTIL_LIFTED : Long.parseLong(words.get(6)),
        Long.parseLong(words.get(8)));
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }
}

package io.keepsake.testkit.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What happens to a vault, step by step. As text it has one step a line, so that a schedule that
 * fails can be made smaller by hand.
 *
 * @param seed what it was made from; for people only
 * @param sites ids of the providers
 * @param standbys which of them are written to only when others fail
 * @param minimum how many of them must have a backup
 * @param steps what happens, in order
 */
public record Schedule(
    long seed, List<String> sites, Set<String> standbys, int minimum, List<Step> steps) {

  private static final String SEED = "seed ";
  private static final String SITES = "providers ";
  private static final String STANDBYS = "standbys ";
  private static final String MINIMUM = "minimum ";

  /** Copies the lists. */
  public Schedule {
    sites = List.copyOf(sites);
    standbys = Set.copyOf(standbys);
    steps = List.copyOf(steps);
  }

  /** The schedule as text. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(SEED).append(seed).append('\n');
    text.append(SITES).append(String.join(" ", sites)).append('\n');
    if (!standbys.isEmpty()) {
      text.append(STANDBYS).append(String.join(" ", standbys)).append('\n');
    }
    text.append(MINIMUM).append(minimum).append('\n');
    steps.forEach(step -> text.append(StepText.of(step)).append('\n'));
    return text.toString();
  }

  /**
   * The schedule that a text means. Empty lines and those that begin with {@code #} are passed
   * over.
   *
   * @throws IllegalArgumentException if a line means nothing
   */
  public static Schedule parse(String text) {
    long seed = 0;
    List<String> sites = List.of();
    Set<String> standbys = Set.of();
    int minimum = 1;
    List<Step> steps = new ArrayList<>();
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.startsWith(SEED)) {
        seed = Long.parseLong(line.substring(SEED.length()));
      } else if (line.startsWith(SITES)) {
        sites = List.of(line.substring(SITES.length()).split(" +", -1));
      } else if (line.startsWith(STANDBYS)) {
        standbys = Set.of(line.substring(STANDBYS.length()).split(" +", -1));
      } else if (line.startsWith(MINIMUM)) {
        minimum = Integer.parseInt(line.substring(MINIMUM.length()));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        steps.add(StepText.parse(line));
      }
    }
    return new Schedule(seed, sites, standbys, minimum, steps);
  }

  /** Whether a provider gets into this trouble. */
  public boolean has(Trouble trouble) {
    return steps.stream()
        .anyMatch(step -> step instanceof Step.Begin begin && begin.strike().trouble() == trouble);
  }

  /** The same without one step. */
  public Schedule without(int index) {
    List<Step> fewer = new ArrayList<>(steps);
    fewer.remove(index);
    return new Schedule(seed, sites, standbys, minimum, fewer);
  }
}

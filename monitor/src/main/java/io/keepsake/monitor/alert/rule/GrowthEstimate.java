package io.keepsake.monitor.alert.rule;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How long the room at a provider lasts: what is available now, divided by the rate at which it has
 * shrunk. The rate is the median of the slopes between all pairs of samples, the estimator of Theil
 * (1950) and Sen (1968): up to 29 % of the samples may be off, as after a first backup, a prune or
 * somebody else's film, without moving it far. What is available is taken and not what is used,
 * because others may fill the same disk.
 */
final class GrowthEstimate {

  /** No estimate rests on less. */
  static final int FEWEST_SAMPLES = 6;

  static final Duration SHORTEST_SPAN = Duration.ofDays(2);

  private static final Duration FOREVER = Duration.ofDays(36_500);

  private GrowthEstimate() {}

  /**
   * How long until nothing is available.
   *
   * @param history oldest first
   * @return empty if the history is too short, or the room does not shrink
   */
  static Optional<Duration> untilFull(List<UsageSample> history) {
    if (history.size() < FEWEST_SAMPLES || span(history).compareTo(SHORTEST_SPAN) < 0) {
      return Optional.empty();
    }
    double perSecond = -medianSlope(history);
    if (perSecond <= 0) {
      return Optional.empty();
    }
    double seconds = history.getLast().available() / perSecond;
    return seconds > FOREVER.toSeconds()
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds((long) seconds));
  }

  private static Duration span(List<UsageSample> history) {
    return Duration.between(history.getFirst().time(), history.getLast().time());
  }

  /** In bytes a second. */
  private static double medianSlope(List<UsageSample> history) {
    double[] slopes = new double[history.size() * (history.size() - 1) / 2];
    int count = 0;
    for (int i = 0; i < history.size(); i++) {
      for (int j = i + 1; j < history.size(); j++) {
        UsageSample from = history.get(i);
        UsageSample to = history.get(j);
        double seconds = Duration.between(from.time(), to.time()).toMillis() / 1000.0;
        if (seconds > 0) {
          slopes[count++] = (to.available() - (double) from.available()) / seconds;
        }
      }
    }
    Arrays.sort(slopes, 0, count);
    return count == 0 ? 0 : (slopes[(count - 1) / 2] + slopes[count / 2]) / 2;
  }
}

package io.keepsake.alerts.outlet;

import io.keepsake.core.spi.alert.Alert;
import io.keepsake.core.spi.alert.Notification;
import java.util.List;

/**
 * What is told of a notification's alerts where a person reads them one after the other: nobody
 * reads 200 sentences, and a mail program cuts long messages off by itself, in the middle. The
 * worst come first.
 *
 * @param full told with sentence and facts
 * @param named told by severity and name, on a line each
 * @param more how many others there are
 */
public record Shortened(List<Alert> full, List<Alert> named, int more) {

  /** As many as a notice usually has at most. */
  static final int MOST_FULL = 20;

  /** With these, it is some pages. */
  static final int MOST_NAMED = 80;

  /** Copies the lists. */
  public Shortened {
    full = List.copyOf(full);
    named = List.copyOf(named);
  }

  /** At most 20 in full and 80 by their names. */
  public static Shortened of(Notification notification) {
    List<Alert> all = notification.alerts();
    int full = Math.min(all.size(), MOST_FULL);
    int told = Math.min(all.size(), MOST_FULL + MOST_NAMED);
    return new Shortened(all.subList(0, full), all.subList(full, told), all.size() - told);
  }
}

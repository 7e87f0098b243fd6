package io.keepsake.monitor.dashboard.web;

import io.keepsake.monitor.dashboard.DashboardState;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A state and since when each part of it is as it is.
 *
 * @param state what the source said last
 * @param revision grows with each change of any part
 * @param changes the revision that brought each part as it is
 * @param taken when the source said it, by {@link System#nanoTime}
 */
record Published(DashboardState state, long revision, Map<Section, Long> changes, long taken) {

  /** What follows; the revision stays if nothing but the time is another. */
  static Published next(Optional<Published> before, DashboardState state) {
    // Beginning at the clock, revisions of an agent's next run are larger, so pages notice.
    long revision = before.map(last -> last.revision() + 1).orElseGet(System::currentTimeMillis);
    Map<Section, Long> changes = new EnumMap<>(Section.class);
    for (Section section : Section.values()) {
      boolean same =
          before.filter(last -> section.of(last.state()).equals(section.of(state))).isPresent();
      changes.put(section, same ? before.get().changes().get(section) : Long.valueOf(revision));
    }
    boolean changed = changes.containsValue(revision);
    return new Published(state, changed ? revision : revision - 1, changes, System.nanoTime());
  }

  /** Whether a visitor who knows a revision does not know this part. */
  boolean isNews(Section section, long known) {
    // A revision larger than ours is one of a run before ours.
    return known > revision || changes.getOrDefault(section, revision) > known;
  }
}

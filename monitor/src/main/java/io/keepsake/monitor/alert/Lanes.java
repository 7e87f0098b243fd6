package io.keepsake.monitor.alert;

import io.keepsake.core.spi.alert.Notification;
import io.keepsake.monitor.alert.outbox.Lane;
import io.keepsake.monitor.alert.outbox.Waiting;
import io.keepsake.monitor.alert.state.Draft;
import io.keepsake.monitor.alert.store.AlertState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What is on its way to all sinks. */
final class Lanes {

  private Lanes() {}

  /**
   * Lanes for the sinks that are configured: what was refused is worth another try now, and what
   * was for others is left out, with a note.
   */
  static AlertState configured(AlertState state, Set<String> sinks, Instant now) {
    Map<String, Lane> lanes = new TreeMap<>();
    for (String sink : sinks) {
      Lane before = state.lanes().getOrDefault(sink, Lane.empty(sink));
      lanes.put(sink, before.retryingRefused(now, Duration.ZERO));
    }
    AlertState next = state.withLanes(lanes);
    for (Lane lane : state.lanes().values()) {
      int lost = lane.waiting().size() + lane.refused().size();
      if (!sinks.contains(lane.sinkId()) && lost > 0) {
        next =
            next.noting(
                "%s: alert sink %s is not configured any more; %d notices for it were left out"
                    .formatted(now, lane.sinkId(), lost));
      }
    }
    return next;
  }

  /** Sends a draft on its way to some sinks. */
  static AlertState offer(
      AlertState state,
      Draft draft,
      AlertSettings settings,
      Ids ids,
      Instant now,
      Collection<String> to) {
    Notification notification =
        new Notification(ids.get(), draft.reason(), settings.origin(), now, draft.alerts());
    long sequence = state.sequence() + 1;
    AlertState next = state.numbered(sequence);
    for (String sink : to) {
      Lane lane = next.lanes().getOrDefault(sink, Lane.empty(sink));
      Optional<Waiting> share =
          lane.share(new Waiting(sequence, notification), settings.least(sink));
      if (share.isPresent()) {
        next = next.with(lane.offer(share.get(), settings.outbox(), ids, now));
      }
    }
    return next;
  }
}

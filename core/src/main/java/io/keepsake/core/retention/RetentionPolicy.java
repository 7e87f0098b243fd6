package io.keepsake.core.retention;

import java.time.ZoneId;
import java.util.List;

/**
 * What to keep of each group of snapshots: whatever any rule keeps. A policy without rules keeps
 * everything.
 *
 * @param rules reasons to keep a snapshot
 * @param zone in which hours, days, weeks, months and years begin
 */
public record RetentionPolicy(List<KeepRule> rules, ZoneId zone) {

  /** Copies the list. */
  public RetentionPolicy {
    rules = List.copyOf(rules);
  }
}

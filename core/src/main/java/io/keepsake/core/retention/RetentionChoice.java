package io.keepsake.core.retention;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A policy, and what it is for.
 *
 * @param selection which snapshots it looks at
 * @param grouping what the snapshots of a group have in common; empty for one group of all
 * @param policy what is kept of each group
 */
public record RetentionChoice(Selection selection, Set<GroupBy> grouping, RetentionPolicy policy) {

  /** Each machine and set of paths for itself, which is what most want. */
  public static final Set<GroupBy> USUAL_GROUPING = Set.of(GroupBy.HOST, GroupBy.PATHS);

  /** Copies the set. */
  public RetentionChoice {
    grouping = Set.copyOf(grouping);
  }

  /** The group of a snapshot, for people; equal for snapshots of one group. */
  String group(Candidate candidate) {
    if (grouping.isEmpty()) {
      return "all";
    }
    return EnumSet.copyOf(grouping).stream()
        .map(by -> by.trait(candidate))
        .collect(Collectors.joining(", "));
  }
}

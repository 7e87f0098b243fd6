package io.keepsake.core.retention;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What snapshots of one group have in common. A policy counts in each group for itself. */
public enum GroupBy {
  /** The machine they were made on. */
  HOST,
  /** The paths that were backed up, in any order. */
  PATHS,
  /** All labels. */
  LABELS;

  /** The word for it, such as {@code host}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a word stands for; empty if it stands for nothing. */
  public static Optional<GroupBy> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  /** All words. */
  public static List<String> words() {
    return Arrays.stream(values()).map(GroupBy::word).toList();
  }

  /** What a snapshot has of it, for people; the same for snapshots of one group. */
  String trait(Candidate candidate) {
    return switch (this) {
      case HOST -> "host " + candidate.host();
      case PATHS -> "paths " + String.join(", ", new TreeSet<>(candidate.paths()));
      case LABELS -> "labels " + new TreeMap<>(candidate.labels());
    };
  }
}

package io.keepsake.monitor.alert.store;

import io.keepsake.monitor.alert.outbox.Lane;
import io.keepsake.monitor.alert.rule.UsageSample;
import io.keepsake.monitor.alert.state.AlertBook;
import io.keepsake.monitor.alert.state.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that alerts have to remember.
 *
 * @param sequence of the last notice
 * @param book alerts and silences
 * @param lanes what is on its way, by the sinks' ids
 * @param usage the room that providers had, by their ids
 * @param answers to the last commands, oldest first
 * @param notes what people should know of this state, oldest first
 */
public record AlertState(
    long sequence,
    AlertBook book,
    SortedMap<String, Lane> lanes,
    SortedMap<String, List<UsageSample>> usage,
    List<Answer> answers,
    List<String> notes) {

  private static final int MOST_ANSWERS = 200;
  private static final int MOST_NOTES = 20;

  /** Nothing has happened yet. */
  public static final AlertState EMPTY =
      new AlertState(0, AlertBook.EMPTY, new TreeMap<>(), new TreeMap<>(), List.of(), List.of());

  /** Copies the collections, of answers and notes the last. */
  public AlertState {
    lanes = Collections.unmodifiableSortedMap(new TreeMap<>(lanes));
    usage = Collections.unmodifiableSortedMap(new TreeMap<>(usage));
    answers = last(answers, MOST_ANSWERS);
    notes = last(notes, MOST_NOTES);
  }

  private static <T> List<T> last(List<T> all, int most) {
    return List.copyOf(all.subList(Math.max(0, all.size() - most), all.size()));
  }

  /** With another book. */
  public AlertState with(AlertBook next) {
    return new AlertState(sequence, next, lanes, usage, answers, notes);
  }

  /** With another lane in the place of that of the same sink, or more. */
  public AlertState with(Lane next) {
    Map<String, Lane> all = new TreeMap<>(lanes);
    all.put(next.sinkId(), next);
    return withLanes(all);
  }

  /** With these lanes. */
  public AlertState withLanes(Map<String, Lane> next) {
    return new AlertState(sequence, book, new TreeMap<>(next), usage, answers, notes);
  }

  /** After one more notice. */
  public AlertState numbered(long next) {
    return new AlertState(next, book, lanes, usage, answers, notes);
  }

  /** With another history of room. */
  public AlertState withUsage(Map<String, List<UsageSample>> next) {
    return new AlertState(sequence, book, lanes, new TreeMap<>(next), answers, notes);
  }

  /** With one more answer. */
  public AlertState answering(Answer next) {
    List<Answer> all = new ArrayList<>(answers);
    all.add(next);
    return new AlertState(sequence, book, lanes, usage, all, notes);
  }

  /** With one more note. */
  public AlertState noting(String next) {
    List<String> all = new ArrayList<>(notes);
    all.add(next);
    return new AlertState(sequence, book, lanes, usage, answers, all);
  }
}

package io.keepsake.monitor.schedule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a job does, as on the command line: a verb, what it is done with, and options.
 *
 * @param verb what is done
 * @param paths what a backup takes; none for all other verbs
 * @param options values by the names of long options without their dashes, such as {@code exclude}
 *     or {@code keep-daily}; an option without a value has an empty list
 */
public record JobAction(JobVerb verb, List<String> paths, Map<String, List<String>> options) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if a backup has no path, something else has one, or an option
   *     has no proper name
   */
  public JobAction {
    if ((verb == JobVerb.BACKUP) == paths.isEmpty()) {
      throw new IllegalArgumentException(
          verb == JobVerb.BACKUP
              ? "A backup names what it takes"
              : "Only a backup has paths, not " + verb.word());
    }
    Map<String, List<String>> copy = new TreeMap<>();
    options.forEach((name, values) -> copy.put(checked(name), List.copyOf(values)));
    paths = List.copyOf(paths);
    options = Collections.unmodifiableMap(copy);
  }

  private static String checked(String name) {
    if (!name.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException("No name of an option: '" + name + "'");
    }
    return name;
  }

  /** A verb without options. */
  public static JobAction of(JobVerb verb) {
    return new JobAction(verb, List.of(), Map.of());
  }

  /** A backup without options. */
  public static JobAction backup(List<String> paths) {
    return new JobAction(JobVerb.BACKUP, paths, Map.of());
  }

  /** The same with one more option; values are added to those it has. */
  public JobAction with(String option, String... values) {
    Map<String, List<String>> more = new TreeMap<>(options);
    List<String> all = new ArrayList<>(values(option));
    all.addAll(List.of(values));
    more.put(option, all);
    return new JobAction(verb, paths, more);
  }

  /** Whether the option is given. */
  public boolean has(String option) {
    return options.containsKey(option);
  }

  /** The values of an option; none if it is not given. */
  public List<String> values(String option) {
    return options.getOrDefault(option, List.of());
  }

  /** The last value of an option. */
  public Optional<String> value(String option) {
    List<String> all = values(option);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }
}

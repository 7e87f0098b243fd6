package io.keepsake.monitor.alert.state;

import io.keepsake.core.spi.alert.Alert;
import io.keepsake.core.spi.alert.Severity;
import io.keepsake.monitor.alert.state.Standing.Course;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that is known of one alert.
 *
 * @param rule which rule speaks of it
 * @param subject of what
 * @param condition what is believed
 * @param doubt what speaks against it
 * @param changes when the condition changed last, oldest first
 * @param flapping whether it comes and goes
 * @param told what was told; empty if nothing
 * @param acknowledgement who knows; empty if nobody has said so since it changed
 */
public record TrackedAlert(
    String rule,
    String subject,
    Condition condition,
    Optional<Doubt> doubt,
    List<Instant> changes,
    Optional<Flapping> flapping,
    Optional<Told> told,
    Optional<Acknowledgement> acknowledgement) {

  /** Copies the list. */
  public TrackedAlert {
    changes = List.copyOf(changes);
  }

  /** One of which nothing bad is known yet. */
  static TrackedAlert fresh(String rule, String subject, Instant now) {
    Condition well =
        new Condition(Severity.RESOLVED, "Nothing is known", Map.of(), now, Optional.of(now));
    return new TrackedAlert(
        rule,
        subject,
        well,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same for as long as it is the same trouble with the same thing. */
  public String identity() {
    return rule + "/" + subject;
  }

  /** What people should know. */
  public Standing standing() {
    return flapping
        .map(each -> new Standing(each.worst(), Course.FLAPPING))
        .orElseGet(() -> new Standing(condition.severity(), Course.STEADY));
  }

  /** Whether people should know something that they were not told. */
  public boolean isNews() {
    Standing standing = standing();
    Optional<Standing> before = told.map(Told::standing).filter(last -> !last.isOver());
    return before.map(standing::isNewsAfter).orElse(!standing.isOver());
  }

  /** Whether it was told and goes on, as far as people know. */
  public boolean isOpenForPeople() {
    return told.filter(last -> !last.standing().isOver()).isPresent();
  }

  TrackedAlert believing(Condition now, Optional<Doubt> stillDoubt) {
    return new TrackedAlert(
        rule, subject, now, stillDoubt, changes, flapping, told, acknowledgement);
  }

  TrackedAlert moving(List<Instant> lately, Optional<Flapping> now) {
    return new TrackedAlert(rule, subject, condition, doubt, lately, now, told, acknowledgement);
  }

  TrackedAlert toldAt(Instant time) {
    return new TrackedAlert(
        rule,
        subject,
        condition,
        doubt,
        changes,
        flapping,
        Optional.of(new Told(lasting(), time)),
        acknowledgement);
  }

  /** Once people know that it flaps, they need not be told again when it does after a pause. */
  private Standing lasting() {
    Standing standing = standing();
    return told.map(Told::standing).filter(last -> !standing.isNewsAfter(last)).orElse(standing);
  }

  TrackedAlert acknowledged(Optional<Acknowledgement> by) {
    return new TrackedAlert(rule, subject, condition, doubt, changes, flapping, told, by);
  }

  /** As people are told. */
  public Alert toAlert() {
    return flapping
        .map(this::flappingAlert)
        .orElseGet(
            () ->
                new Alert(
                    identity(),
                    rule,
                    subject,
                    condition.severity(),
                    condition.summary(),
                    condition.facts(),
                    condition.since(),
                    condition.ended()));
  }

  private Alert flappingAlert(Flapping flaps) {
    Map<String, String> facts = new TreeMap<>(condition.facts());
    facts.put("flapping since", flaps.since().toString());
    String summary =
        "%s about %s comes and goes, so it is not told again until it is calm; at present: %s"
            .formatted(rule, subject, condition.summary());
    return new Alert(
        identity(), rule, subject, flaps.worst(), summary, facts, flaps.since(), Optional.empty());
  }
}

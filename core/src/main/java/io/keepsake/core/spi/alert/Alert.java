package io.keepsake.core.spi.alert;

import io.keepsake.core.spi.text.Sanitiser;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One thing that is wrong, or was.
 *
 * @param identity the same for as long as it is the same trouble with the same thing, such as
 *     {@code provider-offline/aws}: receivers may fold by it
 * @param rule which rule found it, such as {@code provider-offline}
 * @param subject what it is about: a provider's id, a schedule's name, or {@code vault}
 * @param severity how bad; {@link Severity#RESOLVED} once it is over
 * @param summary one sentence for people that says what happened and what to do
 * @param facts measured values by their names, for people and templates
 * @param since when it began
 * @param ended when it was over; empty while it goes on
 */
public record Alert(
    String identity,
    String rule,
    String subject,
    Severity severity,
    String summary,
    Map<String, String> facts,
    Instant since,
    Optional<Instant> ended) {

  /**
   * Copies the facts, in the order of their names, and takes secrets out of texts.
   *
   * @throws IllegalArgumentException if an identity, rule, subject or summary is blank, or if it
   *     has an end without being resolved or the other way round
   */
  public Alert {
    if (identity.isBlank() || rule.isBlank() || subject.isBlank() || summary.isBlank()) {
      throw new IllegalArgumentException("An alert has an identity, a rule, a subject, a summary");
    }
    if (ended.isPresent() != (severity == Severity.RESOLVED)) {
      throw new IllegalArgumentException("An alert is resolved exactly when it has ended");
    }
    summary = Sanitiser.clean(summary);
    TreeMap<String, String> clean = new TreeMap<>(facts);
    clean.replaceAll((_, value) -> Sanitiser.clean(value));
    facts = Collections.unmodifiableMap(clean);
  }
}

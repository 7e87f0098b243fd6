package io.keepsake.cli.agent;

import io.keepsake.core.vault.FailoverResult;
import io.keepsake.core.vault.VerifyReport;
import io.keepsake.monitor.alert.rule.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What verifications and drills found last, for alerts. Safe for many threads. */
final class LastChecks {

  private final Map<String, Observation> verified = new LinkedHashMap<>();
  private final Map<String, Observation> drilled = new LinkedHashMap<>();

  /** A verification has ended, or a repair after which nothing is wrong. */
  synchronized void verified(VerifyReport report, List<String> providers, Instant time) {
    List<String> subjects = new ArrayList<>(providers);
    subjects.add("");
    for (String subject : subjects) {
      List<VerifyReport.Finding> findings =
          report.findings().stream().filter(each -> each.storeId().equals(subject)).toList();
      String name = subject.isEmpty() ? Observation.VAULT : subject;
      Optional<String> example =
          findings.stream().findFirst().map(each -> each.object() + ": " + each.problem());
      verified.put(name, new Observation.Verified(name, time, findings.size(), example));
    }
  }

  /** A drill has ended. */
  synchronized void drilled(FailoverResult result) {
    Observation.Drilled fact = Observation.Drilled.of(result);
    drilled.put(fact.without(), fact);
  }

  /** All of it as facts. */
  synchronized List<Observation> facts() {
    List<Observation> facts = new ArrayList<>(verified.values());
    facts.addAll(drilled.values());
    return facts;
  }
}

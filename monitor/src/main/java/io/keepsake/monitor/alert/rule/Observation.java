package io.keepsake.monitor.alert.rule;

import io.keepsake.core.vault.FailoverResult;
import io.keepsake.monitor.health.ProviderHealthMetrics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A fact as it is now. Whoever knows it tells it again and again, so that nothing has to be
 * remembered for a restart; a fact that is not told leaves alerts as they are.
 */
public sealed interface Observation {

  /** The subject of what is about the vault as a whole. */
  String VAULT = "vault";

  /** How a provider fares, and the room it has. */
  record ProviderHealth(ProviderHealthMetrics metrics) implements Observation {}

  /**
   * What a provider is owed.
   *
   * @param objects how many objects it lacks
   * @param bytes their length, as far as it is known
   * @param owedSince since when the oldest of them has been owed, if that is known
   */
  record Debts(String providerId, long objects, long bytes, Optional<Instant> owedSince)
      implements Observation {

    /** Checks that there is an id, and no number below 0. */
    public Debts {
      Require.named(providerId, "provider");
      Require.notNegative(objects, "objects");
      Require.notNegative(bytes, "bytes");
    }
  }

  /**
   * How a schedule fares.
   *
   * @param lastSuccess when a run last succeeded
   * @param due for when the earliest run was planned that should have begun since and has not
   *     succeeded; empty if none is due
   * @param failures how many runs have failed since the last success
   * @param lastFailure what the last of them said, one sentence without secrets
   */
  record BackupRuns(
      String schedule,
      Optional<Instant> lastSuccess,
      Optional<Instant> due,
      int failures,
      Optional<String> lastFailure)
      implements Observation {

    /** Checks that there is a name, and no number below 0. */
    public BackupRuns {
      Require.named(schedule, "schedule");
      Require.notNegative(failures, "failures");
    }
  }

  /**
   * How a schedule of drills fares.
   *
   * @param lastSuccess when a run last succeeded
   * @param due for when the earliest run was planned that should have begun since and has not
   *     succeeded; empty if none is due
   */
  record DrillRuns(String schedule, Optional<Instant> lastSuccess, Optional<Instant> due)
      implements Observation {

    /** Checks that there is a name. */
    public DrillRuns {
      Require.named(schedule, "schedule");
    }
  }

  /**
   * What the last verification found at one provider or, with the subject {@link #VAULT}, in the
   * vault as a whole. A repair that mended everything counts as one that found nothing.
   *
   * @param time when it ended
   * @param findings how many things are damaged or missing
   * @param example one of them, for people
   */
  record Verified(String subject, Instant time, long findings, Optional<String> example)
      implements Observation {

    /** Checks that there is a subject, and no number below 0. */
    public Verified {
      Require.named(subject, "subject");
      Require.notNegative(findings, "findings");
    }
  }

  /**
   * What the last drill without some providers showed.
   *
   * @param without ids of those that were taken for lost, sorted and joined by {@code +}
   * @param time when it began
   * @param verdict whether everything came back
   * @param sentence the verdict in a sentence for people
   */
  record Drilled(String without, Instant time, FailoverResult.Verdict verdict, String sentence)
      implements Observation {

    /** Checks that there is a name. */
    public Drilled {
      Require.named(without, "provider");
    }

    /** What a drill showed. */
    public static Drilled of(FailoverResult result) {
      return new Drilled(
          String.join("+", result.cut()), result.time(), result.verdict(), result.sentence());
    }
  }

  /**
   * The room that a provider has and had.
   *
   * @param history oldest first, the present last; at least one
   */
  record Room(String providerId, List<UsageSample> history) implements Observation {

    /** Copies the history. */
    public Room {
      Require.named(providerId, "provider");
      history = List.copyOf(history);
      if (history.isEmpty()) {
        throw new IllegalArgumentException("No sample of the room at " + providerId);
      }
    }

    UsageSample latest() {
      return history.getLast();
    }
  }

  /**
   * When something that lets a provider be used stops doing so.
   *
   * @param pass what it is
   */
  record Expiry(String providerId, Pass pass, Instant expires) implements Observation {

    /** Checks that there is an id. */
    public Expiry {
      Require.named(providerId, "provider");
    }
  }

  /** What expires. */
  enum Pass {
    /** The certificate that a server shows. */
    CERTIFICATE,
    /** What this machine shows to a server. */
    CREDENTIAL
  }

  /**
   * Since when data has been encrypted with the present keys.
   *
   * @param epoch the name of their epoch
   */
  record KeyEpoch(String epoch, Instant since) implements Observation {

    /** Checks that there is a name. */
    public KeyEpoch {
      Require.named(epoch, "key epoch");
    }
  }

  /**
   * All subjects of a scope that are there. Alerts about others of that scope end.
   *
   * @param subjects ids or names
   */
  record Watched(Scope scope, Set<String> subjects) implements Observation {

    /** Copies the set. */
    public Watched {
      subjects = Set.copyOf(subjects);
    }
  }
}

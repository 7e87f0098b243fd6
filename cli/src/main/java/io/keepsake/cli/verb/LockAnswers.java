package io.keepsake.cli.verb;

import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.JsonShapes;
import io.keepsake.cli.output.Messages;
import io.keepsake.cli.output.Table;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.core.spi.storage.LockRule;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.vault.LockReport;
import io.keepsake.core.vault.ProviderLocks;
import io.keepsake.core.vault.ProviderLocks.State;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** How objects are locked, for people and for programs. */
final class LockAnswers {

  private LockAnswers() {}

  /** Tells all of it. */
  static ExitCode tell(LockReport report, Answer answer, Messages messages) {
    table(report).lines().forEach(answer::line);
    for (ProviderLocks each : report.providers()) {
      each.problem().ifPresent(problem -> messages.warning(each.id() + ": " + problem));
      each.hidden().forEach(name -> answer.line("hidden  %s  %s".formatted(each.id(), name)));
      if (each.hiddenCount() > 0) {
        messages.warning(hidden(each));
      }
      if (each.deletedCount() > 0) {
        answer.line(deleted(each));
      }
      if (isNotSet(each)) {
        messages.warning(notSet(each));
      }
    }
    answer.document().ifPresent(json -> write(json, report));
    if (report.hasHidden()) {
      return ExitCode.DAMAGED;
    }
    return report.isWell() ? ExitCode.DONE : ExitCode.DEGRADED;
  }

  private static String hidden(ProviderLocks provider) {
    return "%s: somebody has deleted %s there, which the service only hides while it is locked; 'keepsake repair' stores it again from other providers, and docs/guides/immutability.md says how to bring it back without them"
        .formatted(provider.id(), Human.count(provider.hiddenCount(), "object", "objects"));
  }

  private static String deleted(ProviderLocks provider) {
    return "deleted  %s  %s that nothing locks any more; the service may keep the bytes for a time"
        .formatted(provider.id(), Human.count(provider.deletedCount(), "object", "objects"));
  }

  /** Nobody has said how to lock at a place that can, as on a machine with too few options. */
  private static boolean isNotSet(ProviderLocks provider) {
    return provider.state() == State.LOCKS && provider.rule().isEmpty() && provider.unlocked() > 0;
  }

  private static String notSet(ProviderLocks provider) {
    return "%s: not set here: %s not locked; give the provider's entry %s and %s, as everywhere"
        .formatted(
            provider.id(),
            Human.count(provider.unlocked(), "object is", "objects are"),
            LockRule.MODE,
            LockRule.TIME);
  }

  /** What stands behind the table, in one sentence. */
  static String summary(LockReport report) {
    if (report.providers().stream().allMatch(each -> each.state() == State.CANNOT)) {
      return "no provider locks anything";
    }
    long lacking =
        report.providers().stream()
            .filter(each -> each.problem().isEmpty() && each.rule().isPresent())
            .mapToLong(ProviderLocks::lacking)
            .sum();
    if (lacking > 0) {
      return Human.count(lacking, "object has", "objects have")
          + " less of a lock than is wanted; 'keepsake lock extend' makes it longer";
    }
    return report.isWell()
        ? "every lock is as long as is wanted"
        : "not everything is as it should be; see above";
  }

  private static Table table(LockReport report) {
    Table table =
        new Table(
            "PROVIDER",
            "LOCKS",
            "FOR",
            "OBJECTS",
            "UNLOCKED",
            "TOO SHORT",
            "EXTENDED",
            "SOONEST",
            "HIDDEN");
    for (ProviderLocks each : report.providers()) {
      boolean looked = each.state() == State.LOCKS;
      table.row(
          each.id(),
          mode(each),
          each.rule().map(rule -> Human.duration(rule.time())).orElse("-"),
          looked ? Human.count(each.objects()) : "-",
          looked ? Human.count(each.unlocked()) : "-",
          looked ? Human.count(each.lacking()) : "-",
          looked ? Human.count(each.extended()) : "-",
          each.soonest().map(Human::time).orElse("-"),
          looked ? Human.count(each.hiddenCount()) : "-");
    }
    return table;
  }

  private static String mode(ProviderLocks provider) {
    return switch (provider.state()) {
      case CANNOT -> "no";
      case UNKNOWN -> "?";
      case LOCKS -> provider.rule().map(LockAnswers::word).orElse("not set");
    };
  }

  private static String word(LockRule rule) {
    return rule.mode().name().toLowerCase(Locale.ROOT);
  }

  private static void write(JsonGenerator json, LockReport report) {
    json.writeArrayPropertyStart("providers");
    for (ProviderLocks each : report.providers()) {
      json.writeStartObject();
      json.writeStringProperty("id", each.id());
      json.writeStringProperty("state", each.state().name().toLowerCase(Locale.ROOT));
      Optional<LockRule> rule = each.rule();
      if (rule.isPresent()) {
        json.writeStringProperty("mode", word(rule.get()));
        json.writeNumberProperty("lockForSeconds", rule.get().time().toSeconds());
      }
      json.writeNumberProperty("objects", each.objects());
      json.writeNumberProperty("compliance", each.compliance());
      json.writeNumberProperty("governance", each.governance());
      json.writeNumberProperty("unlocked", each.unlocked());
      json.writeNumberProperty("tooShort", each.lacking());
      json.writeNumberProperty("extended", each.extended());
      each.soonest().ifPresent(soonest -> JsonShapes.time(json, "soonest", soonest));
      json.writeNumberProperty("hidden", each.hiddenCount());
      json.writeNumberProperty("deleted", each.deletedCount());
      JsonShapes.strings(
          json, "hiddenObjects", each.hidden().stream().map(ObjectName::value).toList());
      each.problem().ifPresent(problem -> json.writeStringProperty("problem", problem));
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}

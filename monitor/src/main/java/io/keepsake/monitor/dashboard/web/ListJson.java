package io.keepsake.monitor.dashboard.web;

import io.keepsake.core.spi.alert.Alert;
import io.keepsake.monitor.dashboard.AlertCard;
import io.keepsake.monitor.dashboard.Debt;
import io.keepsake.monitor.dashboard.RunningJob;
import io.keepsake.monitor.dashboard.ScheduleCard;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Debts, alerts, jobs and schedules. */
final class ListJson {

  private ListJson() {}

  static void debts(JsonGenerator json, List<Debt> debts) {
    JsonText.objects(json, debts, ListJson::debt);
  }

  private static void debt(JsonGenerator json, Debt debt) {
    json.writeStringProperty("provider", debt.providerId());
    json.writeNumberProperty("objects", debt.objects());
    json.writeNumberProperty("bytes", debt.bytes());
    JsonText.time(json, "since", debt.since());
  }

  static void alerts(JsonGenerator json, List<AlertCard> alerts) {
    JsonText.objects(json, alerts, ListJson::alert);
  }

  private static void alert(JsonGenerator json, AlertCard card) {
    Alert alert = card.alert();
    json.writeStringProperty("identity", alert.identity());
    json.writeStringProperty("rule", alert.rule());
    json.writeStringProperty("subject", alert.subject());
    JsonText.word(json, "severity", alert.severity());
    json.writeStringProperty("summary", alert.summary());
    JsonText.map(json, "facts", alert.facts());
    JsonText.time(json, "since", alert.since());
    JsonText.time(json, "ended", alert.ended());
    JsonText.time(json, "acknowledged", card.acknowledged());
    JsonText.time(json, "silencedUntil", card.silencedUntil());
  }

  static void jobs(JsonGenerator json, List<RunningJob> jobs) {
    JsonText.objects(json, jobs, ListJson::job);
  }

  private static void job(JsonGenerator json, RunningJob job) {
    json.writeStringProperty("id", job.id());
    json.writeStringProperty("name", job.name());
    json.writeStringProperty("phase", job.phase());
    JsonText.time(json, "since", job.since());
    json.writeNumberProperty("bytesDone", job.bytes().done());
    job.bytes().total().ifPresent(total -> json.writeNumberProperty("bytesTotal", total));
    json.writeNumberProperty("filesDone", job.files().done());
    job.files().total().ifPresent(total -> json.writeNumberProperty("filesTotal", total));
  }

  static void schedules(JsonGenerator json, List<ScheduleCard> schedules) {
    JsonText.objects(json, schedules, ListJson::schedule);
  }

  private static void schedule(JsonGenerator json, ScheduleCard card) {
    json.writeStringProperty("name", card.name());
    json.writeStringProperty("task", card.task());
    json.writeStringProperty("plan", card.plan());
    JsonText.time(json, "next", card.next());
    card.last().ifPresent(last -> lastRun(json, last));
  }

  private static void lastRun(JsonGenerator json, ScheduleCard.LastRun last) {
    json.writeObjectPropertyStart("last");
    JsonText.word(json, "outcome", last.outcome());
    JsonText.time(json, "time", last.time());
    JsonText.seconds(json, "seconds", last.took());
    json.writeStringProperty("message", last.message());
    json.writeEndObject();
  }
}

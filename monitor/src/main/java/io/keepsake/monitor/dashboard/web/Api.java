package io.keepsake.monitor.dashboard.web;

import io.keepsake.monitor.dashboard.DashboardSource;
import io.keepsake.monitor.dashboard.DashboardSource.Handling;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** The answers in JSON; {@code openapi.json} describes each. */
final class Api {

  static final String CSRF_HEADER = "X-Keepsake-Csrf";

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(25);
  private static final int MOST_ROWS = 1_000;

  /** Longer than a month is to be thought about, on the command line. */
  private static final int MOST_HOURS = 31 * 24;

  private static final int LONGEST_REASON = 200;
  private static final String USUAL_REASON = "from the dashboard";

  private final StateFeed feed;
  private final DashboardSource source;
  private final Sessions sessions;

  Api(StateFeed feed, DashboardSource source, Sessions sessions) {
    this.feed = feed;
    this.source = source;
    this.sessions = sessions;
  }

  /** One part of the state, under its name. */
  Answer section(Section section) throws InterruptedException {
    Published now = feed.current();
    return JsonText.answer(
        json -> {
          JsonText.time(json, "time", now.state().time());
          json.writeName(section.word());
          section.write(json, now.state());
        });
  }

  Answer snapshots(Request request) throws InterruptedException {
    int offset = (int) request.number("offset", 0, Integer.MAX_VALUE);
    int limit = (int) request.number("limit", SnapshotJson.FIRST, MOST_ROWS);
    Published now = feed.current();
    return JsonText.answer(
        json -> {
          JsonText.time(json, "time", now.state().time());
          json.writeName("snapshots");
          SnapshotJson.write(json, now.state().snapshots(), offset, limit);
        });
  }

  /** What has changed after a revision, as soon as something has. */
  Answer events(Request request) throws InterruptedException {
    long known = request.number("after", 0, Long.MAX_VALUE);
    Duration wait = Duration.ofSeconds(request.number("wait", 10, LONGEST_WAIT.toSeconds()));
    Published now = feed.after(known, wait);
    return JsonText.answer(
        json -> {
          json.writeNumberProperty("revision", now.revision());
          JsonText.time(json, "serverTime", Instant.now());
          JsonText.time(json, "time", now.state().time());
          json.writeObjectPropertyStart("sections");
          for (Section section : Section.values()) {
            if (now.isNews(section, known)) {
              json.writeName(section.word());
              section.write(json, now.state());
            }
          }
          json.writeEndObject();
        });
  }

  Answer session(Request request) {
    return JsonText.answer(
        json -> {
          json.writeBooleanProperty("signedIn", sessions.of(request).isPresent());
          json.writeStringProperty("csrf", sessions.csrfText(request));
        });
  }

  Answer acknowledge(String identity) throws InterruptedException {
    requireNoted(source.acknowledge(identity));
    feed.refresh();
    return JsonText.answer(json -> json.writeStringProperty("acknowledged", identity));
  }

  /** For some hours, for a reason: both from a form. */
  Answer silence(Request request, String identity) throws IOException, InterruptedException {
    Request.Form form = request.form();
    long hours = form.number("hours", 1, MOST_HOURS);
    String reason = form.field("reason").map(String::strip).orElse("");
    if (reason.length() > LONGEST_REASON) {
      throw Refusal.badRequest("'reason' has at most " + LONGEST_REASON + " characters");
    }
    requireNoted(
        source.silence(
            identity, Duration.ofHours(hours), reason.isEmpty() ? USUAL_REASON : reason));
    feed.refresh();
    return JsonText.answer(
        json -> {
          json.writeStringProperty("silenced", identity);
          json.writeNumberProperty("hours", hours);
        });
  }

  Answer unsilence(String identity) throws InterruptedException {
    requireNoted(source.unsilence(identity));
    feed.refresh();
    return JsonText.answer(json -> json.writeStringProperty("unsilenced", identity));
  }

  private static void requireNoted(Handling handling) {
    switch (handling) {
      case NOTED -> {}
      case NO_SUCH_ALERT ->
          throw new Refusal(Refusal.Kind.NOT_FOUND, "No such alert goes on: it may be over");
      case NO_SUCH_SILENCE ->
          throw new Refusal(
              Refusal.Kind.NOT_FOUND,
              "No silence is about this alert alone. 'keepsake alerts' lists those for several, and"
                  + " 'keepsake alerts unsilence' ends them");
    }
  }

  Answer openApi() {
    return Assets.page("openapi.json");
  }
}

package io.keepsake.alerts.webhook;

import io.keepsake.alerts.outlet.JsonText;
import io.keepsake.alerts.outlet.SafeText;
import io.keepsake.alerts.outlet.Wording;
import io.keepsake.core.spi.alert.Alert;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.core.spi.alert.Severity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A notification as an Adaptive Card, in the message that the workflow <i>Post to a channel when a
 * webhook request is received</i> takes.
 *
 * <p>All words from outside stand in the text runs of rich text blocks, which unlike other elements
 * know no Markdown: a name cannot make a link.
 */
final class TeamsCard {

  /**
   * Teams takes messages of 28 KB; see <a
   * href="https://learn.microsoft.com/microsoftteams/limits-specifications-teams">its limits</a>.
   */
  private static final int BYTES = 28_000;

  private static final int FACTS = 10;
  private static final int ID = 100;

  private TeamsCard() {}

  /** A message that fits, with as many alerts as fit. */
  static String of(Notification notification) {
    int shown = notification.alerts().size();
    String message = message(notification, shown);
    int bytes = bytes(message);
    while (bytes > BYTES && shown > 1) {
      shown = Math.max(1, Math.min(shown - 1, (int) ((long) shown * BYTES / bytes)));
      message = message(notification, shown);
      bytes = bytes(message);
    }
    return message;
  }

  private static int bytes(String message) {
    return message.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String message(Notification notification, int shown) {
    Map<String, Object> attachment = new LinkedHashMap<>();
    attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
    attachment.put("content", card(notification, shown));
    return JsonText.of(map("type", "message", "attachments", List.of(attachment)));
  }

  private static Map<String, Object> card(Notification notification, int shown) {
    List<Alert> alerts = notification.alerts();
    List<Object> body = new ArrayList<>();
    String title = Wording.mark(notification.severity()) + " " + Wording.title(notification);
    Map<String, Object> heading = text(run(title, "size", "Large", "weight", "Bolder"));
    heading.put("id", SafeText.line(notification.id(), ID));
    body.add(heading);
    body.add(text(run(Wording.origin(notification), "isSubtle", true)));
    alerts.subList(0, shown).forEach(alert -> body.add(container(alert)));
    if (shown < alerts.size()) {
      body.add(text(run(Wording.more(alerts.size() - shown), "isSubtle", true)));
    }
    Map<String, Object> card = map("type", "AdaptiveCard", "version", "1.4");
    card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    card.put("fallbackText", Wording.title(notification));
    card.put("msteams", map("width", "Full"));
    card.put("body", body);
    return card;
  }

  private static Map<String, Object> container(Alert alert) {
    List<Object> items = new ArrayList<>();
    items.add(text(run(Wording.heading(alert), "weight", "Bolder")));
    items.add(text(run(Wording.summary(alert))));
    List<Object> facts = new ArrayList<>();
    Wording.facts(alert, FACTS)
        .forEach(
            (name, value) -> {
              String lead = facts.isEmpty() ? "" : "\n";
              facts.add(run(lead + name + ": ", "isSubtle", true));
              facts.add(run(value));
            });
    Map<String, Object> block = map("type", "RichTextBlock", "inlines", facts);
    items.add(block);
    return map("type", "Container", "style", style(alert.severity()), "items", items);
  }

  private static String style(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "attention";
      case WARNING -> "warning";
      case RESOLVED -> "good";
    };
  }

  private static Map<String, Object> text(Map<String, Object> run) {
    return map("type", "RichTextBlock", "inlines", List.of(run));
  }

  private static Map<String, Object> run(String text, Object... look) {
    Map<String, Object> run = map("type", "TextRun", "text", text);
    run.putAll(map(look));
    return run;
  }

  private static Map<String, Object> map(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return map;
  }
}

package io.keepsake.alerts.slack;

import io.keepsake.alerts.outlet.SafeText;
import io.keepsake.alerts.outlet.Wording;
import io.keepsake.core.spi.alert.Alert;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.core.spi.alert.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A notification as blocks. A heading and the origin come first; the alerts follow in attachments,
 * one for each severity, for only an attachment has a colour.
 *
 * <p>All words from outside stand in objects of type {@code plain_text}, in which Slack gives no
 * sign a meaning but the three of HTML, and these are escaped: a name can neither call a channel
 * ({@code <!channel>}) nor make a link.
 */
final class SlackMessage {

  /**
   * Slack's limits; see <a href="https://docs.slack.dev/reference/block-kit/blocks">its pages</a>.
   */
  private static final int BLOCKS = 50;

  private static final int BLOCK_ID = 255;
  private static final int HEADER = 150;
  private static final int SECTION = 3_000;
  private static final int FIELD = 2_000;
  private static final int FIELDS = 10;

  /** The heading, the origin, and what stands for alerts that do not fit. */
  private static final int OTHER_BLOCKS = 3;

  private SlackMessage() {}

  static Map<String, Object> of(Notification notification) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("text", fallback(notification));
    message.put("mrkdwn", false);
    message.put("unfurl_links", false);
    message.put("unfurl_media", false);
    message.put("blocks", head(notification));
    message.put("attachments", attachments(notification.alerts()));
    return message;
  }

  /** What a phone shows in its notification, and a screen reader reads. */
  private static String fallback(Notification notification) {
    Alert worst = notification.alerts().getFirst();
    return escaped(
        "%s %s: %s"
            .formatted(
                Wording.mark(worst.severity()),
                Wording.title(notification),
                Wording.summary(worst)),
        SECTION);
  }

  private static List<Object> head(Notification notification) {
    String title = Wording.mark(notification.severity()) + " " + Wording.title(notification);
    Map<String, Object> header = ordered("type", "header", "text", plain(title, HEADER));
    header.put("block_id", SafeText.line(notification.id(), BLOCK_ID));
    return List.of(header, context(Wording.origin(notification)));
  }

  private static List<Object> attachments(List<Alert> alerts) {
    int shown = Math.min(alerts.size(), BLOCKS - OTHER_BLOCKS);
    List<Object> attachments = new ArrayList<>();
    int begin = 0;
    while (begin < shown) {
      Severity severity = alerts.get(begin).severity();
      int end = begin;
      List<Object> blocks = new ArrayList<>();
      while (end < shown && alerts.get(end).severity() == severity) {
        blocks.add(section(alerts.get(end)));
        end++;
      }
      if (end == shown && shown < alerts.size()) {
        blocks.add(context(Wording.more(alerts.size() - shown)));
      }
      attachments.add(ordered("color", color(severity), "blocks", blocks));
      begin = end;
    }
    return attachments;
  }

  private static Map<String, Object> section(Alert alert) {
    String text = Wording.heading(alert) + "\n" + Wording.summary(alert);
    List<Object> fields = new ArrayList<>();
    Wording.facts(alert, FIELDS)
        .forEach((name, value) -> fields.add(plain(name + ": " + value, FIELD)));
    Map<String, Object> section = ordered("type", "section", "text", plain(text, SECTION));
    section.put("fields", fields);
    return section;
  }

  private static Map<String, Object> context(String text) {
    return ordered("type", "context", "elements", List.of(plain(text, SECTION)));
  }

  private static Map<String, Object> plain(String text, int most) {
    Map<String, Object> object = ordered("type", "plain_text", "text", escaped(text, most));
    object.put("emoji", false);
    return object;
  }

  /** No more than so many characters after escaping: it is not said which ones Slack counts. */
  private static String escaped(String text, int most) {
    String cut = text;
    String escaped = escaped(cut);
    while (escaped.length() > most) {
      cut = SafeText.shorten(cut, cut.length() - Math.max(1, (escaped.length() - most) / 5));
      escaped = escaped(cut);
    }
    return escaped;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String color(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "#c62828";
      case WARNING -> "#ef8f00";
      case RESOLVED -> "#2e7d32";
    };
  }

  private static Map<String, Object> ordered(String first, Object one, String second, Object two) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(first, one);
    map.put(second, two);
    return map;
  }
}

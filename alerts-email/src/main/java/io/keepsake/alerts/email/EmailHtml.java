package io.keepsake.alerts.email;

import io.keepsake.alerts.outlet.Shortened;
import io.keepsake.alerts.outlet.Wording;
import io.keepsake.core.spi.alert.Alert;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.core.spi.alert.Severity;

/** A notification as plain HTML, which is well-formed XML too: no picture, no link, no script. */
final class EmailHtml {

  private EmailHtml() {}

  static String of(Notification notification) {
    StringBuilder html =
        new StringBuilder(
            """
            <html><head><meta charset="utf-8"/></head>\
            <body style="font-family:sans-serif;max-width:40em">
            """);
    html.append("<h2>").append(escaped(Wording.title(notification))).append("</h2>\n");
    html.append("<p style=\"color:#666\">")
        .append(escaped(Wording.origin(notification)))
        .append("</p>\n");
    Shortened told = Shortened.of(notification);
    told.full().forEach(alert -> append(html, alert));
    told.named()
        .forEach(
            alert -> html.append("<p>").append(escaped(Wording.heading(alert))).append("</p>\n"));
    if (told.more() > 0) {
      html.append("<p>").append(escaped(Wording.more(told.more()))).append("</p>\n");
    }
    return html.append("</body></html>\n").toString();
  }

  private static void append(StringBuilder html, Alert alert) {
    html.append(
        "<div style=\"border-left:4px solid %s;padding-left:1em;margin:1em 0\">\n"
            .formatted(color(alert.severity())));
    html.append("<h3>").append(escaped(Wording.heading(alert))).append("</h3>\n");
    html.append("<p>")
        .append(escaped(Wording.summary(alert)).replace("\n", "<br/>\n"))
        .append("</p>\n<table>\n");
    Wording.facts(alert, Integer.MAX_VALUE)
        .forEach(
            (name, value) ->
                html.append("<tr><td style=\"color:#666\">")
                    .append(escaped(name))
                    .append("</td><td>")
                    .append(escaped(value))
                    .append("</td></tr>\n"));
    html.append("</table>\n</div>\n");
  }

  private static String color(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "#c62828";
      case WARNING -> "#ef8f00";
      case RESOLVED -> "#2e7d32";
    };
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}

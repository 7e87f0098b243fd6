package io.keepsake.alerts.webhook;

import io.keepsake.alerts.outlet.JsonText;
import io.keepsake.alerts.outlet.Wording;
import io.keepsake.core.spi.alert.Alert;
import io.keepsake.core.spi.alert.Notification;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A notification as JSON for programs: nothing is cut or cleaned, for JSON carries all. Members are
 * only added while the version stays the same.
 */
final class NoticeJson {

  /** The name of the list of alerts. */
  static final String ALERTS = "alerts";

  private static final int VERSION = 1;

  private NoticeJson() {}

  static String of(Notification notification) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", VERSION);
    json.put("id", notification.id());
    json.put("reason", word(notification.reason()));
    json.put("origin", notification.origin());
    json.put("time", notification.time().toString());
    json.put("severity", word(notification.severity()));
    json.put(ALERTS, alerts(notification));
    return JsonText.of(json);
  }

  /** What placeholders of a template stand for, by their names. */
  static Map<String, String> values(Notification notification) {
    Map<String, String> values = new TreeMap<>();
    values.put("id", notification.id());
    values.put("reason", word(notification.reason()));
    values.put("origin", notification.origin());
    values.put("time", notification.time().toString());
    values.put("severity", word(notification.severity()));
    values.put("count", String.valueOf(notification.alerts().size()));
    values.put("title", Wording.title(notification));
    values.put("text", Wording.text(notification));
    values.put(ALERTS, JsonText.of(alerts(notification)));
    return values;
  }

  private static List<Object> alerts(Notification notification) {
    return notification.alerts().stream().<Object>map(NoticeJson::alert).toList();
  }

  private static Map<String, Object> alert(Alert alert) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("identity", alert.identity());
    json.put("rule", alert.rule());
    json.put("subject", alert.subject());
    json.put("severity", word(alert.severity()));
    json.put("summary", alert.summary());
    json.put("facts", alert.facts());
    json.put("since", alert.since().toString());
    alert.ended().ifPresent(ended -> json.put("ended", ended.toString()));
    return json;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}

package io.keepsake.alerts.webhook;

import io.keepsake.alerts.outlet.JsonText;
import io.keepsake.core.spi.alert.Alert;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.core.spi.alert.Severity;
import io.keepsake.core.spi.alert.SinkOptions;
import io.keepsake.core.spi.alert.SinkSettingsException;
import io.keepsake.core.spi.options.Spelling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A body with placeholders, {@code {{title}}}. In JSON what takes a placeholder's place is escaped
 * as between quotes, all but {@code {{alerts}}}, which is a list of objects.
 */
final class BodyTemplate {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([\\w-]*)\\s*}}");
  private static final long LONGEST = 64 << 10;

  private final String text;
  private final boolean json;

  private BodyTemplate(String text, boolean json) {
    this.text = text;
    this.json = json;
  }

  /**
   * The template that the options hold or name, if any.
   *
   * @throws SinkSettingsException if it has an unknown placeholder, or filled in it is no JSON
   *     although it should be
   */
  static Optional<BodyTemplate> of(SinkOptions options, boolean json) throws SinkSettingsException {
    Optional<Path> file = options.path("template-file");
    Optional<String> inline = options.text("template");
    if (file.isPresent() && inline.isPresent()) {
      throw options.invalid("give template or template-file, not both");
    }
    if (file.isEmpty() && inline.isEmpty()) {
      return Optional.empty();
    }
    String option = file.isPresent() ? "template-file" : "template";
    String text = file.isPresent() ? read(options, file.get()) : inline.orElseThrow();
    BodyTemplate template = new BodyTemplate(text, json);
    template.check(options, option);
    return Optional.of(template);
  }

  private static String read(SinkOptions options, Path file) throws SinkSettingsException {
    try {
      if (Files.size(file) <= LONGEST) {
        return Files.readString(file);
      }
    } catch (IOException e) {
      throw options.invalidOption(
          "template-file",
          "names the file %s, which cannot be read (%s); check its name and permissions"
              .formatted(file, e.getClass().getSimpleName()));
    }
    throw options.invalidOption(
        "template-file", "names a file that is too large to be a template: " + file);
  }

  private void check(SinkOptions options, String option) throws SinkSettingsException {
    Map<String, String> values = NoticeJson.values(SAMPLE);
    Matcher placeholders = PLACEHOLDER.matcher(text);
    while (placeholders.find()) {
      String name = placeholders.group(1);
      if (!values.containsKey(name)) {
        throw options.invalidOption(
            option,
            "has a placeholder {{%s}}, which there is not; did you mean {{%s}}? There are %s"
                .formatted(
                    name,
                    Spelling.nearest(values.keySet(), name).orElseThrow(),
                    String.join(", ", values.keySet())));
      }
    }
    if (json && !JsonText.isJson(fill(SAMPLE))) {
      throw options.invalidOption(
          option,
          "is no JSON once it is filled in; put placeholders between quotes, all but {{alerts}}, or"
              + " set content-type");
    }
  }

  /** The body for a notification. */
  String fill(Notification notification) {
    Map<String, String> values = NoticeJson.values(notification);
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(value(values, found)));
  }

  private String value(Map<String, String> values, MatchResult found) {
    String name = found.group(1);
    String value = values.getOrDefault(name, "");
    return json && !name.equals(NoticeJson.ALERTS) ? JsonText.escaped(value) : value;
  }

  private static final Notification SAMPLE =
      new Notification(
          "sample",
          Notification.Reason.TEST,
          "sample \"vault\"",
          Instant.EPOCH,
          List.of(
              new Alert(
                  "sample/vault",
                  "sample",
                  "vault",
                  Severity.WARNING,
                  "This is a sample.",
                  Map.of(),
                  Instant.EPOCH,
                  Optional.empty())));
}

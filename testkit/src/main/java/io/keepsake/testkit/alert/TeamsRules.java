package io.keepsake.testkit.alert;

import static io.keepsake.testkit.alert.JsonDocument.elements;
import static io.keepsake.testkit.alert.JsonDocument.members;
import static io.keepsake.testkit.alert.JsonDocument.objects;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What Teams asks of messages to the webhook of a workflow, as far as Keepsake uses them: an <a
 * href="https://adaptivecards.io/explorer/">Adaptive Card</a> in an attachment, and at most 28 KB.
 */
public final class TeamsRules {

  private static final int BYTES = 28 * 1_024;
  private static final Set<String> STYLES =
      Set.of("default", "emphasis", "good", "attention", "warning", "accent");

  private final List<String> texts = new ArrayList<>();

  private TeamsRules() {}

  /**
   * Checks a message.
   *
   * @return all texts in it
   * @throws AssertionError if it breaks a rule, or has an element that reads Markdown
   */
  public static List<String> check(String json) {
    int bytes = json.getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes <= BYTES, bytes + " bytes");
    Map<String, Object> message = JsonDocument.object(json);
    Rules.shape(message, "message", Set.of("attachments"), Set.of());
    List<Map<String, Object>> attachments = objects(message.get("attachments"));
    assertEquals(1, attachments.size());
    Map<String, Object> attachment = attachments.getFirst();
    assertEquals(Set.of("contentType", "content"), attachment.keySet());
    assertEquals("application/vnd.microsoft.card.adaptive", attachment.get("contentType"));
    TeamsRules rules = new TeamsRules();
    rules.card(members(attachment.get("content")));
    return rules.texts;
  }

  private void card(Map<String, Object> card) {
    Rules.shape(
        card,
        "AdaptiveCard",
        Set.of("version", "body"),
        Set.of("$schema", "fallbackText", "msteams", "actions"));
    assertTrue(Rules.text(card, "version", 3).matches("1\\.[456]"), "Version " + card);
    if (card.containsKey("$schema")) {
      assertEquals("http://adaptivecards.io/schemas/adaptive-card.json", card.get("$schema"));
    }
    Rules.size(elements(card.get("body")), Integer.MAX_VALUE);
    objects(card.get("body")).forEach(this::element);
  }

  private void element(Map<String, Object> element) {
    switch (String.valueOf(element.get("type"))) {
      case "Container" -> {
        Rules.shape(element, "Container", Set.of("items"), Set.of("style", "separator", "spacing"));
        Rules.oneOf(element, "style", STYLES);
        objects(element.get("items")).forEach(this::element);
      }
      case "RichTextBlock" -> {
        Rules.shape(
            element, "RichTextBlock", Set.of("inlines"), Set.of("id", "separator", "spacing"));
        Rules.size(elements(element.get("inlines")), Integer.MAX_VALUE);
        objects(element.get("inlines")).forEach(this::run);
      }
      default -> throw new AssertionError("Unknown element, or one of Markdown: " + element);
    }
  }

  private void run(Map<String, Object> run) {
    Rules.shape(
        run, "TextRun", Set.of("text"), Set.of("size", "weight", "isSubtle", "color", "italic"));
    Rules.oneOf(run, "size", Set.of("Default", "Small", "Medium", "Large", "ExtraLarge"));
    Rules.oneOf(run, "weight", Set.of("Default", "Lighter", "Bolder"));
    Rules.oneOf(run, "isSubtle", Set.of(true, false));
    texts.add(Rules.text(run, "text", BYTES));
  }
}

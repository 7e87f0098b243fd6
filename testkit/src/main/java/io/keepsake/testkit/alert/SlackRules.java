package io.keepsake.testkit.alert;

import static io.keepsake.testkit.alert.JsonDocument.elements;
import static io.keepsake.testkit.alert.JsonDocument.members;
import static io.keepsake.testkit.alert.JsonDocument.objects;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What Slack asks of messages to incoming webhooks, as far as Keepsake uses them: see <a
 * href="https://docs.slack.dev/reference/block-kit/blocks">Block Kit</a> and <a
 * href="https://docs.slack.dev/messaging/formatting-message-text">formatting</a>.
 */
public final class SlackRules {

  private static final int BLOCKS = 50;
  private static final Set<Boolean> FLAGS = Set.of(true, false);

  private final List<String> texts = new ArrayList<>();
  private int blocks;

  private SlackRules() {}

  /**
   * Checks a message.
   *
   * @return all texts in it, with the three signs unescaped
   * @throws AssertionError if it breaks a rule, or a text could call somebody or make a link
   */
  public static List<String> check(String json) {
    Map<String, Object> message = JsonDocument.object(json);
    Set<String> known =
        Set.of("text", "mrkdwn", "unfurl_links", "unfurl_media", "blocks", "attachments");
    assertTrue(known.containsAll(message.keySet()), "Unknown members: " + message.keySet());
    SlackRules rules = new SlackRules();
    rules.escaped(Rules.text(message, "text", 40_000));
    objects(message.get("blocks")).forEach(rules::block);
    List<Map<String, Object>> attachments =
        message.containsKey("attachments") ? objects(message.get("attachments")) : List.of();
    for (Map<String, Object> attachment : attachments) {
      assertTrue(Set.of("color", "blocks").equals(attachment.keySet()), attachment.toString());
      assertTrue(Rules.text(attachment, "color", 7).matches("#[0-9a-f]{6}"), "No colour");
      objects(attachment.get("blocks")).forEach(rules::block);
    }
    assertTrue(rules.blocks <= BLOCKS, rules.blocks + " blocks");
    assertTrue(attachments.size() <= 20, attachments.size() + " attachments");
    return rules.texts;
  }

  private void block(Map<String, Object> block) {
    blocks++;
    switch (String.valueOf(block.get("type"))) {
      case "header" -> {
        Rules.shape(block, "header", Set.of("text"), Set.of("block_id"));
        text(members(block.get("text")), 150, Set.of("plain_text"));
      }
      case "section" -> section(block);
      case "context" -> {
        Rules.shape(block, "context", Set.of("elements"), Set.of("block_id"));
        Rules.size(elements(block.get("elements")), 10);
        objects(block.get("elements"))
            .forEach(each -> text(each, 3_000, Set.of("plain_text", "mrkdwn")));
      }
      default -> throw new AssertionError("Unknown block: " + block);
    }
  }

  private void section(Map<String, Object> block) {
    Rules.shape(block, "section", Set.of("text"), Set.of("fields", "block_id", "expand"));
    text(members(block.get("text")), 3_000, Set.of("plain_text", "mrkdwn"));
    if (block.containsKey("fields")) {
      Rules.size(elements(block.get("fields")), 10);
      objects(block.get("fields"))
          .forEach(each -> text(each, 2_000, Set.of("plain_text", "mrkdwn")));
    }
  }

  private void text(Map<String, Object> object, int most, Set<String> types) {
    String type = String.valueOf(object.get("type"));
    assertTrue(types.contains(type), "No text object: " + object);
    Rules.shape(
        object, type, Set.of("text"), Set.of(type.equals("plain_text") ? "emoji" : "verbatim"));
    Rules.oneOf(object, "emoji", FLAGS);
    escaped(Rules.text(object, "text", most));
  }

  private void escaped(String text) {
    assertFalse(text.matches("(?s).*[<>].*"), "Not escaped: " + text);
    assertFalse(text.matches("(?s).*&(?!amp;|lt;|gt;).*"), "Not escaped: " + text);
    texts.add(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
  }
}

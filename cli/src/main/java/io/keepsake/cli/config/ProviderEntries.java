package io.keepsake.cli.config;

import io.keepsake.core.placement.ProviderTraits;
import io.keepsake.core.spi.storage.StoreSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The list of providers in a text: one more, or one less, in the style of those that are there.
 *
 * @param places the text
 * @param list the list in it, not empty
 */
record ProviderEntries(TextPlaces places, SequenceNode list) {

  /** The text with one more at the end. */
  String added(StoreSettings store, ProviderTraits traits) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("id", VaultFileText.quoted(store.id()));
    fields.putAll(VaultFileText.fields(store, traits));
    Node last = list.getValue().getLast();
    int end = places.end(last);
    if (list.getFlowStyle() == FlowStyle.FLOW) {
      return places.with(end, end, ", " + inBraces(fields));
    }
    int line = places.nextLine(end);
    boolean open = line == places.text().length() && !places.text().endsWith("\n");
    return places.with(
        line, line, (open ? places.lineEnd() : "") + block(fields, last) + places.lineEnd());
  }

  private String block(Map<String, String> fields, Node last) {
    int dash = dash(last);
    String indent = places.text().substring(places.lineStart(dash), dash);
    if (last instanceof CollectionNode<?> entry && entry.getFlowStyle() == FlowStyle.FLOW) {
      return indent + "- " + inBraces(fields);
    }
    return fields.entrySet().stream()
        .map(field -> field.getKey() + ": " + field.getValue())
        .collect(Collectors.joining(places.lineEnd() + indent + "  ", indent + "- ", ""));
  }

  private static String inBraces(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + ": " + field.getValue())
        .collect(Collectors.joining(", ", "{ ", " }"));
  }

  /** The text without one of them. */
  String removed(int index) {
    List<Node> entries = list.getValue();
    Node entry = entries.get(index);
    if (list.getFlowStyle() == FlowStyle.BLOCK) {
      return places.with(places.lineStart(dash(entry)), places.nextLine(places.end(entry)), "");
    }
    return index > 0
        ? places.with(places.end(entries.get(index - 1)), places.end(entry), "")
        : places.with(places.start(entry), places.start(entries.get(1)), "");
  }

  private int dash(Node entry) {
    return places.text().lastIndexOf('-', places.start(entry) - 1);
  }
}

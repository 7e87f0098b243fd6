package io.keepsake.cli.config;

import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Where nodes are in the text they were read from.
 *
 * @param text the whole text
 */
record TextPlaces(String text) {

  /** Where a node begins. */
  int start(Node node) {
    return text.offsetByCodePoints(0, node.getStartMark().orElseThrow().getIndex());
  }

  /**
   * Where the last character of a node is, and one more. The mark of a node that is written as a
   * block is no help: it is behind the comments and blank lines that follow.
   */
  int end(Node node) {
    if (node instanceof CollectionNode<?> collection
        && collection.getFlowStyle() == FlowStyle.BLOCK
        && !collection.getValue().isEmpty()) {
      return end(
          node instanceof MappingNode mapping
              ? mapping.getValue().getLast().getValueNode()
              : ((SequenceNode) node).getValue().getLast());
    }
    return text.offsetByCodePoints(0, node.getEndMark().orElseThrow().getIndex());
  }

  /** Where the line of a place begins. */
  int lineStart(int place) {
    return text.lastIndexOf('\n', place - 1) + 1;
  }

  /** Where the line behind that of a place begins, or the text ends. */
  int nextLine(int place) {
    int feed = text.indexOf('\n', place);
    return feed < 0 ? text.length() : feed + 1;
  }

  /** How lines end in this text. */
  String lineEnd() {
    return text.contains("\r\n") ? "\r\n" : "\n";
  }

  /** The text with a part of it replaced. */
  String with(int from, int to, String replacement) {
    return text.substring(0, from) + replacement + text.substring(to);
  }
}

package io.keepsake.cli.config;

import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.parser.Parser;

/**
 * Passes on what a parser tells, and refuses what is nested deeper than anything that a vault file
 * may say: nodes are made by a method that calls itself, and would run out of stack.
 */
final class ShallowParser implements Parser {

  private static final int DEEPEST = 32;

  private final Parser parser;
  private int depth;

  ShallowParser(Parser parser) {
    this.parser = parser;
  }

  @Override
  public boolean checkEvent(Event.ID choice) {
    return parser.checkEvent(choice);
  }

  @Override
  public Event peekEvent() {
    return parser.peekEvent();
  }

  @Override
  public boolean hasNext() {
    return parser.hasNext();
  }

  @Override
  public Event next() {
    Event event = parser.next();
    switch (event.getEventId()) {
      case SequenceStart, MappingStart -> depth++;
      case SequenceEnd, MappingEnd -> depth--;
      default -> {} // what does not nest
    }
    if (depth > DEEPEST) {
      throw new ParserException("it is nested deeper than anything here", event.getStartMark());
    }
    return event;
  }
}

package io.keepsake.testkit.alert;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** All that is logged through {@code java.util.logging} until it is closed, the finest too. */
final class LogCapture extends Handler {

  private final Logger root = Logger.getLogger("");
  private final Level before = root.getLevel();
  private final List<Line> lines = new CopyOnWriteArrayList<>();

  /** What was logged, and by which logger. */
  record Line(String logger, String text) {}

  LogCapture() {
    setLevel(Level.ALL);
    setFormatter(new SimpleFormatter());
    root.setLevel(Level.ALL);
    root.addHandler(this);
  }

  List<Line> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord event) {
    StringWriter line = new StringWriter().append(getFormatter().formatMessage(event));
    if (event.getThrown() != null) {
      event.getThrown().printStackTrace(new PrintWriter(line, true));
    }
    lines.add(new Line(String.valueOf(event.getLoggerName()), line.toString()));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
    root.setLevel(before);
  }
}

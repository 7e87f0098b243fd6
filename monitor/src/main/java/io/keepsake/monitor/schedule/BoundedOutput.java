package io.keepsake.monitor.schedule;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.function.Consumer;

/**
 * Hands on what a program prints, line by line, until it is too much; reads on after that, so that
 * the program is not held up.
 */
final class BoundedOutput {

  private static final int MOST_LINES = 200;
  private static final int MOST_IN_LINE = 500;

  private final Consumer<String> lines;
  private final StringBuilder line = new StringBuilder();
  private int count;

  BoundedOutput(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Reads to the end; a program that ends amid it is no error. */
  void readAll(InputStream printed, Charset charset) {
    try (BufferedReader in = new BufferedReader(new InputStreamReader(printed, charset))) {
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next == '\n') {
          end();
        } else if (line.length() < MOST_IN_LINE) {
          line.append(Character.isISOControl(next) && next != '\t' ? ' ' : (char) next);
        }
      }
    } catch (IOException closed) {
      // The program was ended, and its output with it.
    }
    if (!line.isEmpty()) {
      end();
    }
  }

  private void end() {
    count++;
    if (count <= MOST_LINES) {
      lines.accept(line.toString());
    } else if (count == MOST_LINES + 1) {
      lines.accept("(what it prints after " + MOST_LINES + " lines is not logged)");
    }
    line.setLength(0);
  }
}

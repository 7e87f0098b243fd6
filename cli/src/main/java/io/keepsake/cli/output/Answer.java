package io.keepsake.cli.output;

import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Failure;
import io.keepsake.cli.shell.StandardOutput;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a command writes to standard output: lines for people, or one JSON document. The document is
 * streamed; it begins with {@code version} and {@code command} and ends with {@code status}, {@code
 * exitCode} and, after a failure, {@code error}.
 */
public final class Answer {

  /** The version of the documents, raised when a shape changes in a way that breaks readers. */
  public static final int VERSION = 1;

  private final StandardOutput out;
  private final Optional<JsonGenerator> generator;
  private final StringBuilder pending = new StringBuilder();

  private Answer(StandardOutput out, Optional<JsonGenerator> generator) {
    this.out = out;
    this.generator = generator;
  }

  /** An answer for people. */
  public static Answer text(StandardOutput out) {
    return new Answer(out, Optional.empty());
  }

  /** An answer for programs, begun. */
  public static Answer json(StandardOutput out, String command) {
    JsonGenerator json =
        JsonFactory.builder().build().createGenerator(ObjectWriteContext.empty(), out);
    json.writeStartObject();
    json.writeNumberProperty("version", VERSION);
    json.writeStringProperty("command", command);
    return new Answer(out, Optional.of(json));
  }

  /** The open document, where one is wanted instead of lines. */
  public Optional<JsonGenerator> document() {
    return generator;
  }

  /** Prints a line for people; nothing where a document is wanted. */
  public void line(String text) {
    if (generator.isEmpty()) {
      pending.append(Printable.lines(text)).append('\n');
      if (pending.length() > 8000) {
        flush();
      }
    }
  }

  /** Writes out the lines so far. */
  public void flush() {
    if (generator.isEmpty()) {
      out.text(pending.toString());
      out.flush();
      pending.setLength(0);
    }
  }

  /**
   * Between the entries of a long list: stops where nobody reads any more.
   *
   * @throws ReaderGoneException then
   */
  public void requireReader() {
    if (out.readerGone()) {
      throw new ReaderGoneException();
    }
  }

  /** Ends the answer; closes whatever the command left open in the document. */
  public void end(ExitCode code, Optional<Failure> failure) {
    flush();
    generator.ifPresent(
        json -> {
          closeNested(json);
          json.writeStringProperty("status", code.status());
          json.writeNumberProperty("exitCode", code.number());
          failure.ifPresent(f -> writeError(json, f));
          json.writeEndObject();
          json.writeRaw('\n');
          json.close();
        });
  }

  private static void closeNested(JsonGenerator json) {
    while (!json.streamWriteContext().getParent().inRoot()) {
      if (json.streamWriteContext().inArray()) {
        json.writeEndArray();
      } else {
        json.writeEndObject();
      }
    }
  }

  private static void writeError(JsonGenerator json, Failure failure) {
    json.writeObjectPropertyStart("error");
    json.writeStringProperty("kind", failure.kind());
    json.writeStringProperty("message", failure.message());
    json.writeEndObject();
  }

  /** Whoever read the answer, such as {@code head}, has seen enough. */
  public static final class ReaderGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ReaderGoneException() {
      super("The reader of the output is gone", null, false, false);
    }
  }
}

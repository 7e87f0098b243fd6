package io.keepsake.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Failure;
import io.keepsake.cli.shell.StandardOutput;
import io.keepsake.core.vault.VaultException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AnswerTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void anEmptyDocument() {
    Answer.json(new StandardOutput(out), "ls").end(ExitCode.DONE, Optional.empty());
    assertEquals("{\"version\":1,\"command\":\"ls\",\"status\":\"done\",\"exitCode\":0}\n", text());
  }

  @Test
  void aFailureInTheMiddleOfAListLeavesADocument() {
    Answer answer = Answer.json(new StandardOutput(out), "ls");
    answer.document().orElseThrow().writeArrayPropertyStart("entries");
    answer.document().orElseThrow().writeStartObject();
    answer.document().orElseThrow().writeStringProperty("path", "/a");
    Failure failure =
        Failure.of(new VaultException(VaultException.Kind.DAMAGED, "A \"tree\" is\ndamaged."));
    answer.end(failure.code(), Optional.of(failure));
    assertEquals(
        "{\"version\":1,\"command\":\"ls\",\"entries\":[{\"path\":\"/a\"}],\"status\":\"damaged\",\"exitCode\":4,\"error\":{\"kind\":\"DAMAGED\",\"message\":\"A"
            + " \\\"tree\\\" is\\n"
            + "damaged.\"}}\n",
        text());
  }

  @Test
  void linesAreNotPartOfADocument() {
    Answer answer = Answer.json(new StandardOutput(out), "ls");
    answer.line("for people");
    answer.end(ExitCode.DONE, Optional.empty());
    assertEquals(1, text().lines().count());
  }

  @Test
  void textIsEscaped() {
    Answer answer = Answer.text(new StandardOutput(out));
    answer.line("a\033b\u00e9");
    answer.end(ExitCode.DONE, Optional.empty());
    assertEquals("a\\x1bb\u00e9\n", text());
  }

  @Test
  void longListsStopWhenNobodyReads() {
    Answer answer =
        Answer.text(
            new StandardOutput(
                new OutputStream() {
                  @Override
                  public void write(int b) throws IOException {
                    throw new IOException("Broken pipe");
                  }
                }));
    answer.requireReader();
    for (int i = 0; i < 2000; i++) {
      answer.line("line " + i);
    }
    assertThrows(Answer.ReaderGoneException.class, answer::requireReader);
  }
}

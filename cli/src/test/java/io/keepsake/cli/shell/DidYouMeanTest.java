package io.keepsake.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DidYouMeanTest {

  private static final List<String> WORDS = List.of("copies", "minimum", "providers", "url");

  @ParameterizedTest
  @CsvSource({
    "copis, copies",
    "mininum, minimum",
    "provider, providers",
    "ulr, url",
    "COPIES, copies",
    "prvoiders, providers"
  })
  void findsTheNearestWord(String written, String meant) {
    assertEquals(Optional.of(meant), DidYouMean.among(WORDS, written));
  }

  @Test
  void doesNotGuessWildly() {
    assertEquals(Optional.empty(), DidYouMean.among(WORDS, "retention"));
    assertEquals("", DidYouMean.question(WORDS, "x"));
  }

  @ParameterizedTest
  @CsvSource({"abc, abc, 0", "abc, acb, 1", "abc, ab, 1", "kitten, sitting, 3", "'', ab, 2"})
  void countsEdits(String a, String b, int edits) {
    assertEquals(edits, DidYouMean.distance(a, b));
    assertEquals(edits, DidYouMean.distance(b, a));
  }
}

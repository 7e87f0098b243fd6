package io.keepsake.core.spi.options;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpellingTest {

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
  void findsTheNearWord(String written, String meant) {
    assertEquals(Optional.of(meant), Spelling.near(WORDS, written));
  }

  @Test
  void doesNotGuessWildly() {
    assertEquals(Optional.empty(), Spelling.near(WORDS, "retention"));
    assertEquals(Optional.of("url"), Spelling.nearest(WORDS, "x"));
    assertEquals(Optional.empty(), Spelling.nearest(List.of(), "x"));
  }

  @ParameterizedTest
  @CsvSource({"abc, abc, 0", "abc, acb, 1", "abc, ab, 1", "kitten, sitting, 3", "'', ab, 2"})
  void countsEdits(String a, String b, int edits) {
    assertEquals(edits, Spelling.distance(a, b));
    assertEquals(edits, Spelling.distance(b, a));
  }

  @Property(tries = 200)
  void aLetterMoreIsOneEditInEitherDirection(
      @ForAll @AlphaChars @StringLength(max = 12) String left,
      @ForAll @AlphaChars @StringLength(max = 12) String right) {
    assertEquals(1, Spelling.distance(left + right, left + "-" + right));
    assertEquals(1, Spelling.distance(left + "-" + right, left + right));
    assertEquals(Spelling.distance(left, right), Spelling.distance(right, left));
  }
}

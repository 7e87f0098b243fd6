package io.keepsake.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

final class PrintableTest {

  @Test
  void harmlessNamesStay() {
    String name = "Zoë & André 💍/\\x41 \\\\ .jpg";
    assertSame(name, Printable.line(name));
    String family = "👨‍👩‍👧.jpg";
    assertEquals(family, Printable.line(family));
  }

  @Test
  void controlCharactersAreEscaped() {
    assertEquals("a\\x1b[31mred\\x07", Printable.line("a\033[31mred\007"));
    assertEquals("a\\x0ab\\x0dc\\x09d", Printable.line("a\nb\rc\td"));
    assertEquals("\\x9b2J", Printable.line("\u009b2J"));
    assertEquals("\\x7f", Printable.line("\177"));
  }

  @Test
  void directionMarksAreEscaped() {
    assertEquals("photo\\u202egpj.exe", Printable.line("photo\u202egpj.exe"));
    assertEquals("a\\u2066b\\u2028c", Printable.line("a\u2066b\u2028c"));
    assertEquals("\\ud800", Printable.line("\ud800"));
  }

  @Test
  void linesKeepTheirEnds() {
    assertEquals("one\ntwo\\x1b\n", Printable.lines("one\ntwo\033\n"));
  }
}

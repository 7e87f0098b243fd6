package io.keepsake.alerts.outlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class SafeTextTest {

  @Test
  void aLineIsOne() {
    assertEquals("a b c d e", SafeText.line(" a\r\nb\tc\u2028d \0 e\n", 50));
  }

  @Test
  void linesStay() {
    assertEquals("a\nb\n\nc", SafeText.lines("\na\r\nb\r\r\r\n\nc\n", 50));
  }

  @Test
  void directionsAreNotTurned() {
    assertEquals("photo-gnp.exe שלום", SafeText.line("photo-\u202Egnp.exe\u202C שלום", 50));
    assertEquals("ab", SafeText.line("a\u2066b\u2069", 50));
  }

  @Test
  void halfSurrogatesAreReplaced() {
    assertEquals("a\uFFFDb 😀", SafeText.line("a\uD83Db 😀", 50));
  }

  @Test
  void nothingIsSplitWhenItIsCut() {
    assertEquals("abc", SafeText.shorten("abc", 3));
    assertEquals("ab…", SafeText.shorten("abcd", 3));
    assertEquals("a…", SafeText.shorten("a😀b", 3));
    assertEquals("a😀…", SafeText.shorten("a😀bc", 4));
    assertEquals("…", SafeText.shorten("abc", 1));
  }
}

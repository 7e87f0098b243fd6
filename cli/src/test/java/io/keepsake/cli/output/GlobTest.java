package io.keepsake.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "*.jpg, /a/b/one.jpg, true",
    "*.jpg, /a/b/one.jpeg, false",
    "one.???, /a/one.jpg, true",
    "/a/*.jpg, /a/b/one.jpg, false",
    "/a/**/*.jpg, /a/b/c/one.jpg, true",
    "/a/**/*.jpg, /a/one.jpg, true",
    "/a/**, /a/b/c, true",
    "b/*.jpg, /a/b/one.jpg, true",
    "b/*.jpg, /b/one.jpg, true",
    "b/*.jpg, /ab/one.jpg, false",
    "IMG_000[1-3].jpg, /x/IMG_0002.jpg, true",
    "IMG_000[!1-3].jpg, /x/IMG_0002.jpg, false",
    "[a-z]*, /x/., false",
    "a+(b).txt, /a+(b).txt, true",
    "'\\*', '/*', true",
    "'\\*', /x, false",
    "[, /[, true"
  })
  void matches(String glob, String path, boolean expected) {
    assertEquals(expected, Glob.of(glob).matches(path));
  }

  @Test
  void refusesNonsense() {
    assertThrows(IllegalArgumentException.class, () -> Glob.of("[z-a]"));
  }
}

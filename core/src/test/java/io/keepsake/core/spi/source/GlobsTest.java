package io.keepsake.core.spi.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobsTest {

  @ParameterizedTest
  @CsvSource({
    "*.tmp, /a/b.tmp, true",
    "*.tmp, /a/b.tmp.x, false",
    "b, /b/c, false",
    "cache/, /x/cache, true",
    "/a/*, /a/b, true",
    "/a/*, /a/b/c, false",
    "/a/**, /a/b/c, true",
    "/a/**/z, /a/z, true",
    "/a/**/z, /a/b/c/z, true",
    "/a/**/z, /a/bz, false",
    "src/*.o, /home/src/x.o, true",
    "src/*.o, /src/x.o, true",
    "src/*.o, /home/xsrc/x.o, false",
    "?.c, /a/x.c, true",
    "?.c, /a/é.c, true",
    "[a-c]x, /bx, true",
    "[!a-c]x, /bx, false",
    "[]]x, /]x, true",
    "/a/[!x]b, /a//b, false",
    "a.b, /axb, false",
    "\\*, /*, true",
    "\\*, /x, false",
    "{x}, /{x}, true",
    "one.???, /a/one.jpg, true",
    "/a/**/*.jpg, /a/b/c/one.jpg, true",
    "IMG_000[!1-3].jpg, /x/IMG_0002.jpg, false",
    "[a-z]*, /x/., false",
    "a+(b).txt, /a+(b).txt, true",
  })
  void matches(String glob, String path, boolean expected) {
    assertEquals(expected, new Globs(List.of(glob)).match(path));
  }

  @Test
  void starsCrossNewlines() {
    assertEquals(true, new Globs(List.of("a*c")).match("a\nc", () -> "/a\nc"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[a", "[z-a]"})
  void malformedGlobsAreRefused(String glob) {
    assertThrows(IllegalArgumentException.class, () -> new Globs(List.of(glob)));
  }
}

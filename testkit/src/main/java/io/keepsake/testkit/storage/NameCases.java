package io.keepsake.testkit.storage;

import static io.keepsake.testkit.storage.StoreCases.bytes;
import static io.keepsake.testkit.storage.StoreCases.name;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names at the edges of what {@link ObjectName} allows. */
public interface NameCases extends StoreCases {

  /** The longest segment and the longest name. */
  @Test
  default void holdsTheLongestNames() throws IOException {
    String segment = "s".repeat(ObjectName.MAX_SEGMENT_BYTES);
    String longest = (segment + "/").repeat(3) + "t".repeat(ObjectName.MAX_BYTES - 3 * 256);
    assertHolds("a" + segment.substring(1), longest, "packs/" + "é".repeat(127));
  }

  /** Characters that URLs, shells and XML treat specially. */
  @Test
  default void holdsPunctuation() throws IOException {
    assertHolds(
        "a b", " a", "a ", "a#b", "a?b", "a&b=c", "a+b", "a;b", "a,b", "a'b", "a$b", "a@b", "a!b",
        "a~b", "a(b)", "a[b]", "a{b}", "a^b", "a`b", "<a>", "a*b", "a|b", "a:b", "a\"b");
  }

  /** Names that look as if they were encoded are other names than the decoded ones. */
  @Test
  default void holdsPercentSigns() throws IOException {
    assertHolds("100%", "a%20b", "a b", "a%2Fb", "a%2fb", "a%252Fb", "%", "%zz", "a%00");
  }

  /** Letters of many scripts, also beyond the basic plane, and both ways of writing an accent. */
  @Test
  default void holdsUnicode() throws IOException {
    assertHolds("Hochzeit Müller", "Mu\u0308ller", "Müller", "結婚式", "свадьба", "💍/ring", "\uFFFD");
  }

  /** Dots that do not mean a directory. */
  @Test
  default void holdsDots() throws IOException {
    assertHolds(".hidden", "...", "..a", "a..", "a.", ".a/.b/.c", "a.tmp", ".tmp", "-a", "--");
  }

  /** Names that differ in case only are different. */
  @Test
  default void tellsUpperAndLowerCaseApart() throws IOException {
    assertHolds("packs/AB", "packs/ab", "packs/Ab", "Packs/ab");
  }

  /** Slashes have no meaning: an object's name may continue another object's. */
  @Test
  default void aNameMayContinueAnother() throws IOException {
    assertHolds("a", "a/b", "a/b/c");
  }

  /** Whether all the names can be stored, told apart, listed and deleted. */
  private void assertHolds(String... names) throws IOException {
    for (int i = 0; i < names.length; i++) {
      put(names[i], bytes(20 + i, i));
    }
    for (int i = 0; i < names.length; i++) {
      assertArrayEquals(bytes(20 + i, i), read(names[i]), names[i]);
      assertEquals(Optional.of(20L + i), length(names[i]), names[i]);
      assertTrue(list(names[i]).contains(names[i]), names[i]);
    }
    List<ObjectName> sorted = Stream.of(names).map(StoreCases::name).sorted().toList();
    assertEquals(sorted.stream().map(ObjectName::value).toList(), list(""));
    store().delete(List.of(name(names[0])), Purpose.PRUNE);
    assertEquals(Optional.empty(), length(names[0]));
    assertEquals(names.length - 1, list("").size());
  }
}

package io.keepsake.core.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CborTest {

  /** Examples of RFC 8949, appendix A. */
  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "10, 0a",
    "23, 17",
    "24, 1818",
    "100, 1864",
    "1000, 1903e8",
    "1000000, 1a000f4240",
    "1000000000000, 1b000000e8d4a51000",
    "-1, 20",
    "-10, 29",
    "-100, 3863",
    "-1000, 3903e7"
  })
  void writesIntegersLikeTheRfc(long value, String hex) throws FormatException {
    byte[] encoded = new CborWriter().integer(value).toBytes();
    assertEquals(hex, HexFormat.of().formatHex(encoded));
    assertEquals(value, new CborReader(encoded).integer());
  }

  @Test
  void writesStringsAndContainersLikeTheRfc() {
    byte[] encoded =
        new CborWriter().array(2).bytes(new byte[] {1, 2, 3, 4}).text("\u00fc").map(0).toBytes();
    assertEquals("824401020304" + "62c3bc" + "a0", HexFormat.of().formatHex(encoded));
  }

  /** Longer than needed, indefinite, reserved, cut off, or too large. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1800", "1817", "190001", "1900ff", "1a00000001", "1a0000ffff", "1b0000000000000001",
        "1b00000000ffffffff", "1bffffffffffffffff", "1c", "1f", "18", "19ff", ""
      })
  void refusesIntegersThatAreNotDeterministic(String hex) {
    CborReader in = new CborReader(HexFormat.of().parseHex(hex));
    assertThrows(FormatException.class, in::integer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5f", "5b7fffffffffffffff", "5a7fffffff00", "4401", "5801"})
  void refusesByteStringsLongerThanTheData(String hex) {
    CborReader in = new CborReader(HexFormat.of().parseHex(hex));
    assertThrows(FormatException.class, in::bytes);
  }

  @Test
  void refusesTextThatIsNotUtf8() {
    CborReader in = new CborReader(HexFormat.of().parseHex("62c328"));
    assertThrows(FormatException.class, in::text);
  }

  @Test
  void refusesArraysThatCannotFit() {
    CborReader in = new CborReader(HexFormat.of().parseHex("9a7fffffff"));
    assertThrows(FormatException.class, in::array);
  }

  @Property
  boolean everyIntegerComesBack(@ForAll long value) throws FormatException {
    byte[] encoded = new CborWriter().integer(value).toBytes();
    CborReader in = new CborReader(encoded);
    return in.integer() == value && in.atEnd();
  }

  @Property
  void everySequenceComesBack(@ForAll byte[] bytes, @ForAll String text) throws FormatException {
    String valid =
        new String(
            text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
            java.nio.charset.StandardCharsets.UTF_8);
    CborReader in = new CborReader(new CborWriter().bytes(bytes).text(valid).toBytes());
    assertArrayEquals(bytes, in.bytes());
    assertEquals(valid, in.text());
    in.expectEnd();
  }
}

package io.keepsake.core.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.keepsake.core.spi.storage.ObjectName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tombstones and holds are what docs/format/vectors publishes, which other code made. */
class SnapshotMarkTest {

  private static final Path VECTORS = Path.of("../docs/format/vectors/vectors.json");

  /** One published mark: the text of its JSON object. */
  private static List<String> published() throws IOException {
    String text = Files.readString(VECTORS);
    int begin = text.indexOf("\"marks\"");
    String marks = text.substring(begin, text.indexOf("\n  ]", begin));
    return Pattern.compile("\\{[^}]*}")
        .matcher(marks)
        .results()
        .map(found -> found.group())
        .toList();
  }

  private static String field(String mark, String name) {
    Matcher value = Pattern.compile("\"" + name + "\": \"?([^\",\n]*)").matcher(mark);
    if (!value.find()) {
      throw new AssertionError(name + " is not in " + mark);
    }
    return value.group(1).replace("\\u00e9", "\u00e9");
  }

  @Test
  void isWhatIsPublished() throws IOException {
    assertEquals(3, published().size());
    for (String each : published()) {
      byte[] plaintext = HexFormat.of().parseHex(field(each, "plaintext"));
      SnapshotMark mark = SnapshotMarkCodec.decode(plaintext);
      String ends = field(each, "ends");
      assertEquals(
          new SnapshotMark(
              Instant.ofEpochSecond(
                  Long.parseLong(field(each, "seconds")),
                  Long.parseLong(field(each, "nanoseconds"))),
              field(each, "host"),
              field(each, "user"),
              field(each, "reason"),
              Hash.ofHex(field(each, "snapshot")),
              ends.isEmpty() ? Optional.empty() : Optional.of(Hash.ofHex(ends)),
              field(each, "program")),
          mark);
      assertArrayEquals(plaintext, SnapshotMarkCodec.encode(mark));
      ObjectName name = new ObjectName(field(each, "name"));
      byte[] object = HexFormat.of().parseHex(field(each, "object"));
      assertEquals(Optional.of(mark.snapshot()), ObjectNames.markedSnapshot(name));
      assertEquals(Integer.parseInt(field(each, "type")), ObjectHead.parse(object).type().code());
      Hash hash = ObjectNames.hashOf(name).orElseThrow();
      assertEquals(
          name,
          name.value().startsWith("holds/")
              ? ObjectNames.hold(mark.snapshot(), hash)
              : ObjectNames.forgotten(mark.snapshot(), hash));
    }
  }

  @Test
  void refusesEverythingElse() throws IOException {
    byte[] plaintext = HexFormat.of().parseHex(field(published().getLast(), "plaintext"));
    for (int length = 0; length < plaintext.length; length++) {
      byte[] cut = Arrays.copyOf(plaintext, length);
      assertThrows(FormatException.class, () -> SnapshotMarkCodec.decode(cut));
    }
    byte[] longer = Arrays.copyOf(plaintext, plaintext.length + 1);
    assertThrows(FormatException.class, () -> SnapshotMarkCodec.decode(longer));
    byte[] fewer = plaintext.clone();
    fewer[0]--;
    assertThrows(FormatException.class, () -> SnapshotMarkCodec.decode(fewer));
  }
}

package io.keepsake.core.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.keepsake.core.spi.storage.ObjectName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Sessions and records of pruning are what docs/format/vectors publishes, by other code. */
class PruneMarkTest {

  private static final Path VECTORS = Path.of("../docs/format/vectors/vectors.json");

  private static List<String> published() throws IOException {
    String text = Files.readString(VECTORS);
    String marks = text.substring(text.indexOf("\"pruning\""), text.indexOf("\"marks\""));
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
    return value.group(1);
  }

  private static Optional<List<Hash>> hashes(String joined) {
    if (joined.equals("none")) {
      return Optional.empty();
    }
    List<Hash> hashes = new ArrayList<>();
    for (int i = 0; i < joined.length(); i += 64) {
      hashes.add(Hash.ofHex(joined.substring(i, i + 64)));
    }
    return Optional.of(hashes);
  }

  @Test
  void isWhatIsPublished() throws IOException {
    assertEquals(6, published().size());
    for (String each : published()) {
      byte[] plaintext = HexFormat.of().parseHex(field(each, "plaintext"));
      String session = field(each, "session");
      PruneMark mark = PruneMarkCodec.decode(plaintext);
      assertEquals(
          new PruneMark(
              Instant.ofEpochSecond(1_795_435_200, 5),
              field(each, "host"),
              field(each, "user"),
              field(each, "what"),
              session.isEmpty() ? Optional.empty() : Optional.of(Hash.ofHex(session)),
              hashes(field(each, "objects")),
              field(each, "program")),
          mark);
      assertArrayEquals(plaintext, PruneMarkCodec.encode(mark));
      ObjectName name = new ObjectName(field(each, "name"));
      Hash hash = ObjectNames.hashOf(name).orElseThrow();
      byte[] object = HexFormat.of().parseHex(field(each, "object"));
      ObjectType type = ObjectHead.parse(object).type();
      assertEquals(Integer.parseInt(field(each, "type")), type.code());
      assertEquals(name, named(type, mark, hash));
    }
  }

  private static ObjectName named(ObjectType type, PruneMark mark, Hash hash) {
    return switch (type) {
      case SESSION -> ObjectNames.session(hash);
      case CONDEMNED -> ObjectNames.condemned(hash);
      case SWEPT -> ObjectNames.swept(mark.listed().getFirst(), hash);
      case FENCE -> ObjectNames.fence(mark.session().orElseThrow(), hash);
      default -> throw new AssertionError(type);
    };
  }

  @Test
  void refusesEverythingElse() throws IOException {
    for (String each : published()) {
      byte[] plaintext = HexFormat.of().parseHex(field(each, "plaintext"));
      for (int length = 0; length < plaintext.length; length++) {
        byte[] cut = Arrays.copyOf(plaintext, length);
        assertThrows(FormatException.class, () -> PruneMarkCodec.decode(cut));
      }
      byte[] more = Arrays.copyOf(plaintext, plaintext.length + 1);
      assertThrows(FormatException.class, () -> PruneMarkCodec.decode(more));
    }
  }

  @Test
  void namesTellWhatTheyAreAbout() {
    Hash object = Hash.ofHex("ab".repeat(32));
    Hash hash = Hash.ofHex("cd".repeat(32));
    assertEquals(Optional.of(object), ObjectNames.prunedSubject(ObjectNames.swept(object, hash)));
    assertEquals(Optional.of(object), ObjectNames.prunedSubject(ObjectNames.fence(object, hash)));
    assertEquals(Optional.empty(), ObjectNames.prunedSubject(ObjectNames.hold(object, hash)));
    assertEquals(Optional.empty(), ObjectNames.markedSnapshot(ObjectNames.swept(object, hash)));
  }
}

package io.keepsake.core.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.keepsake.core.audit.AuditSegment;
import io.keepsake.core.audit.SegmentName;
import io.keepsake.core.seal.GrowingBuffer;
import io.keepsake.core.seal.ObjectSealer;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.testing.JdkCryptoSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Audit records and segments as docs/format/vectors publishes them, made by other code. */
class AuditVectorsTest {

  private static final Path FILE = Path.of("..", "docs", "format", "vectors", "vectors.json");

  private final String vectors = read();

  private static String read() {
    try {
      return Files.readString(FILE);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String audit() {
    return vectors.substring(vectors.indexOf("\"audit\""));
  }

  private static String text(String json, String field) {
    Matcher matcher = Pattern.compile("\"" + field + "\": \"([^\"]*)\"").matcher(json);
    if (!matcher.find()) {
      throw new AssertionError(field);
    }
    return matcher.group(1);
  }

  private List<String> texts(String field) {
    Matcher array = Pattern.compile("\"" + field + "\": \\[([^\\]]*)\\]").matcher(audit());
    if (!array.find()) {
      throw new AssertionError(field);
    }
    return Pattern.compile("\"([^\"]*)\"")
        .matcher(array.group(1))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private List<byte[]> lines() {
    return texts("records").stream().map(HexFormat.of()::parseHex).toList();
  }

  @Test
  void recordsAreReadAndWrittenAlike() throws IOException {
    List<byte[]> lines = lines();
    assertEquals(3, lines.size());
    for (int i = 0; i < lines.size(); i++) {
      AuditLine line = AuditLine.parse(lines.get(i));
      assertArrayEquals(lines.get(i), AuditLine.of(line.record()).text().getBytes(UTF_8));
      assertEquals(texts("hashes").get(i), line.hash().hex());
    }
  }

  @Test
  void aSegmentOpens() throws IOException {
    JdkCryptoSuite suite = new JdkCryptoSuite();
    byte[] dataKey = HexFormat.of().parseHex(text(vectors, "dataKey"));
    VaultId vault = new VaultId(text(vectors, "vault"));
    ObjectSealer sealer =
        new ObjectSealer(vault, Map.of(1, suite.streamCipher(Secret.copyOf(dataKey))));
    byte[] object = HexFormat.of().parseHex(text(audit(), "object"));
    AuditSegment segment = AuditSegment.decode(sealer.open(ObjectType.AUDIT, object), vault);
    assertEquals(
        texts("records"),
        segment.lines().stream()
            .map(line -> HexFormat.of().formatHex(line.text().getBytes(UTF_8)))
            .toList());
    SegmentName name = SegmentName.of(new ObjectName(text(audit(), "name"))).orElseThrow();
    assertEquals(text(audit(), "writer"), name.writer());
    assertEquals(3, name.last());
    assertEquals(GrowingBuffer.sha256(object), name.hash());
    assertEquals(
        text(audit(), "name"),
        ObjectNames.audit(segment.writer(), segment.last(), GrowingBuffer.sha256(object)).value());
  }

  @Test
  void otherFormsAreRefused() throws IOException {
    String line = new String(lines().getFirst(), UTF_8);
    for (String wrong :
        List.of(
            line.replace("\"format\":1", "\"format\":2"),
            line.replace("\"number\":1", "\"number\":2147483648000"),
            line.replace("\"number\":1", "\"number\":1.0"),
            line.replace("\"number\":1", "\"number\":01"),
            line.replace("\"host\":\"studio\",", ""),
            line.replace("\"host\"", "\"hosts\""),
            line.replace("studio", "\\u0073tudio"),
            line.replace("studio", "\\ud800"),
            line.replace("\"init\"", "\"Init\""),
            line.replace("0Z", "0.000Z"),
            line.replace("\"host\"", "\"host\":\"a\",\"host\""),
            line.replace(",\"format\"", " ,\"format\""),
            line + " ",
            line + line,
            "[" + line + "]",
            "",
            "null")) {
      assertThrows(FormatException.class, () -> AuditLine.parse(wrong.getBytes(UTF_8)), wrong);
    }
  }

  @Test
  void theTypeOfASegmentIsSeven() throws IOException {
    byte[] head = new ObjectHead(ObjectType.AUDIT, 1).toBytes();
    assertEquals(7, head[5]);
    assertEquals(ObjectType.AUDIT, ObjectHead.parse(head).type());
    for (byte unknown : new byte[] {0, 13, -1}) {
      head[5] = unknown;
      assertThrows(FormatException.class, () -> ObjectHead.parse(head));
    }
  }
}

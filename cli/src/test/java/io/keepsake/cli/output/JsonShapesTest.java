package io.keepsake.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.source.Owner;
import io.keepsake.core.spi.source.RawName;
import io.keepsake.core.vault.Snapshot;
import io.keepsake.core.vault.SnapshotEntry;
import io.keepsake.core.vault.SnapshotId;
import io.keepsake.core.vault.SnapshotTotals;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

final class JsonShapesTest {

  private static String json(Consumer<JsonGenerator> content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json =
        JsonFactory.builder().build().createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      content.accept(json);
      json.writeEndObject();
    }
    return text.toString().replace('"', '\'');
  }

  private static EntryAttributes attributes(RawName name, EntryKind kind, RawName target) {
    Instant time = Instant.parse("2026-11-23T13:05:41.5Z");
    return new EntryAttributes(
        name, kind, 0640, new Owner(1000, 100, "ada", ""), time, time, 5, 1, 2, 1, 0, target);
  }

  @Test
  void snapshots() {
    Snapshot snapshot =
        new Snapshot(
            new SnapshotId("ab".repeat(32)),
            Instant.parse("2026-11-23T13:05:41Z"),
            "studio",
            "ada",
            List.of("/home/ada"),
            Map.of("event", "smith-2026", "album", "1"),
            Optional.of(new SnapshotId("cd".repeat(32))),
            new SnapshotTotals(3, 2, 1, 99),
            0,
            List.of("disk1"),
            "keepsake 0.1.0");
    assertEquals(
        "{'id':'%s','time':'2026-11-23T13:05:41Z','host':'studio','user':'ada','roots':['/home/ada'],"
                .formatted("ab".repeat(32))
            + "'labels':{'album':'1','event':'smith-2026'},'parent':'%s',"
                .formatted("cd".repeat(32))
            + "'files':3,'directories':2,'others':1,'bytes':99,'skipped':0,'stores':['disk1'],"
            + "'program':'keepsake 0.1.0'}",
        json(generator -> JsonShapes.snapshot(generator, snapshot)));
  }

  @Test
  void entries() {
    RawName name = RawName.of("été.jpg");
    SnapshotEntry entry =
        new SnapshotEntry("/a/été.jpg", attributes(name, EntryKind.FILE, RawName.EMPTY));
    assertEquals(
        "{'path':'/a/été.jpg','name':'été.jpg','kind':'file','mode':'0640','uid':1000,'gid':100,"
            + "'user':'ada','group':'','modified':'2026-11-23T13:05:41.500Z','bytes':5}",
        json(generator -> JsonShapes.entry(generator, entry)));
  }

  @Test
  void namesThatAreNoTextComeEscapedToo() {
    RawName name = RawName.of(new byte[] {'a', (byte) 0xff, '\\'});
    assertEquals(
        "{'name':'a\ufffd\\\\','nameEscaped':'a\\\\xff\\\\\\\\'}",
        json(generator -> JsonShapes.name(generator, "name", name)));
  }

  @Test
  void linksHaveATarget() {
    SnapshotEntry entry =
        new SnapshotEntry(
            "/a", attributes(RawName.of("a"), EntryKind.SYMLINK, RawName.of("b\033")));
    String text = json(generator -> JsonShapes.entry(generator, entry));
    assertEquals("'target':'b\\u001B'}", text.substring(text.indexOf("'target'")));
    assertEquals(
        "lrw-r----- ada      100             5 B "
            + Human.time(entry.attributes().modified())
            + " /a -> b\\x1b",
        EntryLine.of(entry));
  }
}

package io.keepsake.core.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.source.ExtendedAttribute;
import io.keepsake.core.spi.source.Owner;
import io.keepsake.core.spi.source.RawName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TreeEntryTest {

  private static EntryAttributes attributes(EntryKind kind) {
    return new EntryAttributes(
        RawName.of(new byte[] {'a', (byte) 0xff, '\n'}),
        kind,
        04755,
        new Owner(1000, 4_294_967_294L, "ada", ""),
        Instant.ofEpochSecond(-5, 7),
        Instant.ofEpochSecond(1_700_000_000, 0),
        kind == EntryKind.FILE ? 123_456_789_012L : 0,
        1L << 40,
        77,
        2,
        kind == EntryKind.BLOCK_DEVICE ? (8L << 32 | 1) : 0,
        kind == EntryKind.SYMLINK ? RawName.of("../x") : RawName.EMPTY);
  }

  private static byte[] encode(TreeEntry entry) {
    CborWriter out = new CborWriter();
    TreeEntryWriter.write(out, entry);
    return out.toBytes();
  }

  @Test
  void everyKindComesBack() throws FormatException {
    for (EntryKind kind : EntryKind.values()) {
      List<ExtendedAttribute> extended =
          List.of(new ExtendedAttribute(RawName.of("user.a"), new byte[] {0, 1}));
      TreeEntry entry = new TreeEntry(attributes(kind), extended, Content.EMPTY);
      CborReader in = new CborReader(encode(entry));
      TreeEntry back = TreeEntryReader.read(in);
      in.expectEnd();
      assertEquals(entry.attributes(), back.attributes());
      assertEquals(extended, back.extendedAttributes());
      assertTrue(Content.same(entry.content(), back.content()));
    }
  }

  @Test
  void everyContentComesBack() throws FormatException {
    byte[] ids = new byte[64];
    new Random(1).nextBytes(ids);
    List<Content> contents =
        List.of(
            new Content.Dense(ids),
            new Content.Sparse(List.of(new Content.StoredExtent(4096, 10, ids))),
            new Content.Indirect(ids));
    for (Content content : contents) {
      TreeEntry entry = new TreeEntry(attributes(EntryKind.FILE), List.of(), content);
      TreeEntry back = TreeEntryReader.read(new CborReader(encode(entry)));
      assertInstanceOf(content.getClass(), back.content());
      assertTrue(Content.same(content, back.content()));
    }
  }

  /** Whatever one changed byte makes of an entry: a refusal or an entry, nothing else. */
  @Property
  boolean changedBytesNeverEscapeTheReader(
      @ForAll byte value, @ForAll @net.jqwik.api.constraints.IntRange(max = 120) int position) {
    byte[] encoded =
        encode(
            new TreeEntry(attributes(EntryKind.FILE), List.of(), new Content.Dense(new byte[32])));
    encoded[position % encoded.length] = value;
    try {
      TreeEntryReader.read(new CborReader(encoded));
      return true;
    } catch (FormatException e) {
      return true;
    }
  }

  @Property
  boolean randomBytesNeverEscapeTheDecoders(@ForAll byte[] bytes) {
    try {
      TreeEntryReader.read(new CborReader(bytes));
    } catch (FormatException e) {
      // refused, as it should be
    }
    try {
      IndexRecord.decode(bytes);
    } catch (FormatException e) {
      // likewise
    }
    try {
      SnapshotManifestCodec.decode(bytes);
    } catch (FormatException e) {
      return true;
    }
    return false;
  }

  @Test
  void keysOutOfOrderAreRefused() {
    byte[] twice =
        new CborWriter().map(2).integer(2).integer(1).integer(0).bytes(new byte[1]).toBytes();
    assertThrows(FormatException.class, () -> TreeEntryReader.read(new CborReader(twice)));
  }

  @Test
  void aManifestComesBack() throws FormatException {
    TreeEntry root = new TreeEntry(attributes(EntryKind.DIRECTORY), List.of(), Content.EMPTY);
    SnapshotManifest manifest =
        new SnapshotManifest(
            Instant.ofEpochSecond(5, 6),
            "host",
            "user",
            List.of("/home/ada"),
            Map.of("event", "smith-2026", "b", "\u00e9"),
            Optional.of(Hash.of(new byte[32])),
            root,
            1,
            2,
            3,
            4,
            5,
            List.of("nas"),
            "keepsake 0",
            Optional.of(Hash.of(new byte[32])));
    SnapshotManifest back = SnapshotManifestCodec.decode(SnapshotManifestCodec.encode(manifest));
    assertEquals(manifest.labels(), back.labels());
    assertEquals(manifest.parent(), back.parent());
    assertEquals(manifest.time(), back.time());
    assertEquals(manifest.root().attributes(), back.root().attributes());
    assertEquals(manifest.stores(), back.stores());
    assertEquals(manifest.session(), back.session());
    assertEquals(4, back.bytes());
  }
}

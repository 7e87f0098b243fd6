package io.keepsake.testkit.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keepsake.core.audit.AuditJournal;
import io.keepsake.core.audit.AuditSegment;
import io.keepsake.core.audit.SegmentName;
import io.keepsake.core.format.AuditLine;
import io.keepsake.core.format.CborReader;
import io.keepsake.core.format.Content;
import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.IndexRecord;
import io.keepsake.core.format.ObjectHead;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.PackDirectory;
import io.keepsake.core.format.PruneMarkCodec;
import io.keepsake.core.format.SnapshotManifestCodec;
import io.keepsake.core.format.SnapshotMarkCodec;
import io.keepsake.core.format.TreeEntryReader;
import io.keepsake.core.format.VaultId;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.keys.KeyException;
import io.keepsake.core.keys.RecoveryCode;
import io.keepsake.core.keys.VaultHeader;
import io.keepsake.core.pack.BlockDecoder;
import io.keepsake.core.pack.PackReader;
import io.keepsake.core.replicate.DebtJournal;
import io.keepsake.core.seal.ByteArrayChannel;
import io.keepsake.core.seal.GrowingBuffer;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.text.Sanitiser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

/** What core reads: objects of a vault, behind their seals, and files beside it. */
final class FormatInputTest extends HostileInputContract {

  private static final VaultId VAULT = new VaultId("404142434445464748494a4b4c4d4e4f");
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  @Override
  public List<Decoder> decoders() {
    return List.of(
        Decoder.of("object-head", ObjectHead::parse, FormatException.class),
        Decoder.of("object-name", FormatInputTest::objectName, IllegalArgumentException.class),
        Decoder.of("header", VaultHeader::parse, KeyException.class),
        Decoder.of("header-behind-checksum", FormatInputTest::header, KeyException.class),
        Decoder.of("pack-directory", FormatInputTest::packDirectory, FormatException.class),
        Decoder.of("pack-end", FormatInputTest::packEnd, FormatException.class),
        Decoder.of("block", FormatInputTest::block, FormatException.class),
        Decoder.of("index", FormatInputTest::index, FormatException.class),
        Decoder.of("tree-entry", FormatInputTest::treeEntries, FormatException.class),
        Decoder.of("tree", Trees::walk, FormatException.class),
        Decoder.of("extents", FormatInputTest::extents, FormatException.class),
        Decoder.of("snapshot", SnapshotManifestCodec::decode, FormatException.class),
        Decoder.of("snapshot-mark", SnapshotMarkCodec::decode, FormatException.class),
        Decoder.of("prune-mark", PruneMarkCodec::decode, FormatException.class),
        Decoder.of("audit-line", AuditLine::parse, FormatException.class),
        Decoder.of(
            "audit-segment", bytes -> AuditSegment.decode(bytes, VAULT), FormatException.class),
        Decoder.of("audit-journal", FormatInputTest::auditJournal, FormatException.class),
        Decoder.of("debts", FormatInputTest::debts),
        Decoder.of("recovery-code", FormatInputTest::recoveryCode),
        Decoder.of("message", bytes -> Sanitiser.clean(new String(bytes, UTF_8))));
  }

  private static void objectName(byte[] bytes) {
    ObjectName name = new ObjectName(new String(bytes, UTF_8));
    ObjectNames.hashOf(name);
    ObjectNames.markedSnapshot(name);
    ObjectNames.prunedSubject(name);
    ObjectNames.claimedRevision(name);
    SegmentName.of(name);
  }

  /** With a checksum that fits, which anybody can make: so that the fields are read. */
  private static void header(byte[] body) throws KeyException {
    String end = "  \"checksum\": \"" + GrowingBuffer.sha256(body).hex() + "\"\n}\n";
    byte[] whole = Arrays.copyOf(body, body.length + end.length());
    System.arraycopy(end.getBytes(UTF_8), 0, whole, body.length, end.length());
    VaultHeader.parse(whole);
  }

  private static void packDirectory(byte[] bytes) throws FormatException {
    CborReader in = new CborReader(bytes);
    PackDirectory.read(in);
    in.expectEnd();
  }

  private static void packEnd(byte[] bytes) throws IOException {
    PackReader.directory(new ByteArrayChannel(bytes, bytes.length));
  }

  /** The length that the directory would tell, in three bytes, and the block. */
  private static void block(byte[] bytes) throws FormatException {
    if (bytes.length < 3) {
      throw new FormatException("too short for a length");
    }
    int length = (bytes[0] & 0xff) << 16 | (bytes[1] & 0xff) << 8 | (bytes[2] & 0xff);
    try (BlockDecoder decoder = new BlockDecoder()) {
      byte[] stored = Arrays.copyOfRange(bytes, 3, bytes.length);
      decoder.decode(PackDirectory.Codec.ZSTD, stored, length);
    }
  }

  private static void index(byte[] bytes) throws IOException {
    ChunkIndex index = new ChunkIndex();
    for (IndexRecord record : IndexRecord.decode(bytes)) {
      index.add(record);
    }
  }

  private static void treeEntries(byte[] bytes) throws FormatException {
    CborReader in = new CborReader(bytes);
    while (!in.atEnd()) {
      TreeEntryReader.read(in);
    }
  }

  private static void extents(byte[] bytes) throws FormatException {
    CborReader in = new CborReader(bytes);
    while (!in.atEnd()) {
      Content.StoredExtent.decode(in);
    }
  }

  private static void auditJournal(byte[] bytes) throws IOException {
    AuditJournal journal = new AuditJournal(Scratch.directory(), VAULT, InstantSource.fixed(NOW));
    Scratch.file(journal.file().getFileName().toString(), bytes);
    journal.content();
    journal.last();
    journal.from(1);
  }

  private static void debts(byte[] bytes) throws IOException {
    Path file = Scratch.file("debts", bytes);
    try (DebtJournal journal = DebtJournal.open(file, Clock.fixed(NOW, ZoneOffset.UTC))) {
      journal.owedTo("nas");
    }
  }

  private static void recoveryCode(byte[] bytes) {
    try (Secret typed = Secret.copyOf(bytes)) {
      if (RecoveryCode.read(typed) instanceof RecoveryCode.Typed(RecoveryCode code)) {
        code.close();
      }
    }
  }
}
